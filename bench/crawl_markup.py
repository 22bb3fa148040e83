"""Markup of the made crawl: layouts of pages, and the bulk that real ones carry.

Inline scripts, JSON states, styles, pictures and boxes of other stories make most of a page's
bytes, here as there. Not here: what pages say (``crawl_text.py``), archives (``crawl.py``).
"""

import html
import json
import random
from collections.abc import Callable
from functools import cache

from crawl_text import Story, Writer

N_SITES = 120  # pages of one site share styles, scripts and navigation
N_PIECES = 60  # of each kind of bulk; pages take from them
# Shares of the bytes that fill a page up to its size.
FILLING = {"card": 0.42, "script": 0.26, "json": 0.16, "css": 0.08, "svg": 0.08}
VARIANTS = ("semantic", "blog", "divs", "breaks", "amp", "tables", "microdata", "components")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Site:
    """What the pages of one outlet share."""

    def __init__(self, number: int, writer: Writer) -> None:
        chance = random.Random(f"site {number}")
        self.name = f"{_word(chance).title()} {chance.choice(('Post', 'Online', 'Weekly', 'Hub'))}"
        self.host = f"www.{_word(chance)}{number}.example"
        self.variant = chance.choice(VARIANTS)
        sections = [
            writer.headline(chance).split("|")[0][:28] for _ in range(chance.randint(8, 40))
        ]
        items = "".join(
            f'<li class="nav__item nav__item--l1" data-n="{n}"><a class="nav__link" '
            f'href="/section/{_word(chance)}?ref=nav">{html.escape(name)}</a></li>\n'
            for n, name in enumerate(sections)
        )
        self.nav = f'<nav class="site-nav" aria-label="Main"><ul class="nav">{items}</ul></nav>'
        self.style = "<style>" + "".join(chance.choices(_pieces("css"), k=3)) + "</style>\n"
        self.script = "<script>" + "".join(chance.choices(_pieces("script"), k=2)) + "</script>\n"
        self.foot = (
            f'<footer class="foot"><ul>{items}</ul><p>© {self.name}. All rights reserved.</p>'
            '<form action="/newsletter"><label>Our newsletter, every morning</label>'
            '<input type="email" name="mail"><button>Sign up</button></form></footer>'
        )


def make_page(story: Story, site: Site, *, n_bytes: int, url: str, writer: Writer) -> bytes:
    """Return the bytes of a page of about a size, or a little more where its words need more."""
    chance = random.Random(f"page {url}")
    body = _LAYOUTS[story.layout](story, site, chance)
    bare = len(body) + len(site.nav) * 2 + len(site.style) + len(site.script) + 3_000
    bulk = _bulk(max(0, n_bytes - bare), story, writer)
    amp = " amp" if site.variant == "amp" else ""
    top = [f'<aside class="most-read"><h3>Most read</h3>{_teasers(story)}</aside>']
    made = [
        f'<!DOCTYPE html>\n<html lang="{story.language}"{amp}>\n<head>',
        _head(story, site, url),
        site.style,
        bulk["css"],
        site.script,
        f'</head>\n<body class="page page--{story.layout} no-js">\n<header class="top">',
        f'<a class="logo" href="/">{bulk["svg"]}<span>{site.name}</span></a>{site.nav}</header>\n',
        f'<div id="__app"><div class="wrap"><div class="col-main">\n{body}\n</div>\n',
        f'<aside class="col-side">{"".join(top) if story.teasers else ""}',
        f"<h3>You may also like</h3>{bulk['card']}</aside></div></div>\n{site.foot}\n",
        bulk["json"],
        bulk["script"],
        "</body></html>\n",
    ]
    return "".join(made).encode("utf-8")


def _head(story: Story, site: Site, url: str) -> str:
    title = html.escape(story.title)
    day = story.published or "2026-03-04"
    told = (
        f'<meta charset="utf-8">\n<title>{title} - {site.name}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="canonical" href="{url}">\n<meta property="og:title" content="{title}">\n'
        f'<meta property="og:site_name" content="{site.name}">\n'
    )
    if story.layout != "article":
        return told
    told += (
        '<meta property="og:type" content="article">\n'
        f'<meta property="article:published_time" content="{day}T08:30:00+00:00">\n'
    )
    if site.variant in ("semantic", "blog", "amp", "components"):
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": f"{day}T08:30:00Z",
            "publisher": {"@type": "Organization", "name": site.name},
            "mainEntityOfPage": url,
        }
        told += f'<script type="application/ld+json">{json.dumps(data)}</script>\n'
    return told


def _article(story: Story, site: Site, chance: random.Random) -> str:
    title = f"<h1>{html.escape(story.title)}</h1>"
    lines = [html.escape(line) for line in story.lines]
    author = f'<p class="byline">By <a href="/people/{_word(chance)}">{_name(chance)}</a></p>'
    if site.variant == "semantic":
        inner = "\n".join(f"<p>{line}</p>" for line in lines)
        body = f'<div class="story__body">{inner}</div>'
        return f'<article class="story">{title}{author}{body}</article>'
    if site.variant == "blog":
        inner = "\n".join(f"<p>{line}</p>" for line in lines)
        return (
            f'<div id="content"><div class="post hentry"><h1 class="entry-title">{title[4:-5]}</h1>'
            f'<div class="entry-content">{inner}</div></div></div>'
        )
    if site.variant == "divs":
        inner = "\n".join(
            f'<div class="txt txt-{n % 3}">{line}</div>' for n, line in enumerate(lines)
        )
        return f'<div class="article-body" id="article">{title}{inner}</div>'
    if site.variant == "breaks":
        return f'<div class="article">{title}<div class="text">{"<br><br>".join(lines)}</div></div>'
    if site.variant == "tables":
        inner = "".join(f"<p><font size=2>{line}</font></p>\n" for line in lines)
        return f"<table width=780><tr><td valign=top>{title}{inner}</td></tr></table>"
    if site.variant == "microdata":
        inner = "\n".join(f"<p>{line}</p>" for line in lines)
        return (
            '<div itemscope itemtype="https://schema.org/NewsArticle">'
            f'<h1 itemprop="headline">{title[4:-5]}</h1>'
            f'<div itemprop="articleBody">{inner}</div></div>'
        )
    if site.variant == "components":
        parts = [
            f'<div data-component="text-block"><p class="sc-{n}">{line}</p></div>'
            for n, line in enumerate(lines)
        ]
        return f"<main><article><header>{title}</header>{''.join(parts)}</article></main>"
    inner = "\n".join(f"<p>{line}</p>" for line in lines)
    return f'<article>{title}<amp-img src="/a.jpg" width="9" height="6"></amp-img>{inner}</article>'


def _grid(story: Story, _site: Site, chance: random.Random) -> str:
    cards = "".join(_card(line, line, chance) for line in story.lines)
    return f'<section class="grid"><h1>{html.escape(story.title)}</h1>{cards}</section>'


def _product(story: Story, _site: Site, chance: random.Random) -> str:
    rows = "".join(
        f"<tr><th>{_word(chance)}</th><td>{chance.randint(1, 99)}</td></tr>" for _ in range(14)
    )
    words = "".join(f'<li class="feature">{html.escape(line)}</li>' for line in story.lines[:8])
    said = "".join(
        f'<div class="review" data-stars="{chance.randint(1, 5)}"><b>{_name(chance)}</b>'
        f"<p>{html.escape(line)}</p></div>"
        for line in story.lines[8:]
    )
    return (
        f'<div class="product"><h1>{html.escape(story.title)}</h1><ul>{words}</ul>'
        f'<table class="specs">{rows}</table><button>Add to basket</button></div>'
        f'<div class="reviews"><h2>Reviews</h2>{said}</div>'
    )


def _forum(story: Story, _site: Site, chance: random.Random) -> str:
    posts = "".join(
        f'<div class="post" id="p{n}"><div class="user">{_name(chance)}<br>Posts: '
        f'{chance.randint(1, 900)}</div><div class="msg">{html.escape(line)}</div>'
        '<a href="#reply">Quote</a></div>'
        for n, line in enumerate(story.lines)
    )
    return f'<div class="thread"><h1>{html.escape(story.title)}</h1>{posts}</div>'


def _table(story: Story, _site: Site, _chance: random.Random) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("|")) + "</tr>\n"
        for line in story.lines
    )
    return f'<h1>{html.escape(story.title)}</h1><table class="data"><tbody>{rows}</tbody></table>'


def _recipe(story: Story, _site: Site, _chance: random.Random) -> str:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in story.lines[::2])
    steps = "".join(f"<p>{html.escape(line)}</p>" for line in story.lines[1::2])
    title = html.escape(story.title)
    return f'<article class="recipe"><h1>{title}</h1><ul>{items}</ul><div>{steps}</div></article>'


def _gallery(story: Story, _site: Site, chance: random.Random) -> str:
    shots = "".join(
        f'<figure><img src="/i/{_word(chance)}.jpg" alt="{html.escape(line)}">'
        f"<figcaption>{html.escape(line)}</figcaption></figure>"
        for line in story.lines
    )
    return f'<div class="gallery"><h1>{html.escape(story.title)}</h1>{shots}</div>'


def _short(story: Story, _site: Site, _chance: random.Random) -> str:
    words = "".join(f"<p>{html.escape(line)}</p>" for line in story.lines)
    return f"<div class='box'><h1>{html.escape(story.title)}</h1>{words}</div>"


_LAYOUTS: dict[str, Callable[[Story, Site, random.Random], str]] = {
    "article": _article,
    "grid": _grid,
    "product": _product,
    "forum": _forum,
    "table": _table,
    "recipe": _recipe,
    "gallery": _gallery,
    "short": _short,
}


def _bulk(n_bytes: int, story: Story, writer: Writer) -> dict[str, str]:
    """Return what fills a page, by kind."""
    chance = random.Random(f"bulk {story.title} {n_bytes}")
    made: dict[str, str] = {}
    for kind, share in FILLING.items():
        parts: list[str] = []
        missing = int(n_bytes * share)
        while missing > 0:
            if kind == "card":
                part = _card(*writer.beside(story, chance), chance)
            else:
                part = chance.choice(_pieces(kind))[: missing + 400]
            parts.append(part)
            missing -= len(part)
        made[kind] = "".join(parts)
    return {
        "card": made["card"],
        "script": f"<script>{made['script']}</script>\n",
        "json": f'<script id="__STATE__" type="application/json">[{made["json"]}0]</script>\n',
        "css": f"<style>{made['css']}</style>\n",
        "svg": f'<svg viewBox="0 0 24 24"><path d="{made["svg"]}"/></svg>',
    }


def _teasers(story: Story) -> str:
    return "".join(
        f'<a class="teaser" href="/t/{n}">{html.escape(t)}</a>' for n, t in enumerate(story.teasers)
    )


def _card(title: str, teaser: str, chance: random.Random) -> str:
    slug = f"{_word(chance)}-{_word(chance)}-{chance.randint(1, 10**8)}"
    sizes = ", ".join(f"https://img.cdn.example/{slug}_{w}.webp {w}w" for w in (320, 640, 960))
    return (
        f'<div class="card card--{chance.randint(1, 9)} col-12 col-md-6" data-id="{slug}" '
        f'data-track=\'{{"pos":{chance.randint(1, 90)},"list":"{_word(chance)}"}}\'>'
        f'<a class="card__link" href="/{slug}.html" aria-label="{html.escape(title)}"><picture>'
        f'<source type="image/webp" srcset="{sizes}" sizes="(max-width: 640px) 100vw, 33vw">'
        f'<img loading="lazy" width="640" height="360" src="https://img.cdn.example/{slug}.jpg" '
        f'alt=""></picture><h3 class="card__title">{html.escape(title)}</h3></a>'
        f'<p class="card__teaser">{html.escape(teaser)}</p><div class="card__meta">'
        f'<time datetime="2026-03-{chance.randint(1, 28):02}T08:15:00Z">'
        f"{chance.randint(1, 23)} h</time>"
        f'<a href="/{slug}#c">{chance.randint(0, 99)} comments</a></div></div>\n'
    )


@cache
def _pieces(kind: str) -> list[str]:
    chance = random.Random(f"bulk {kind}")
    makers = {"script": _script, "json": _state, "css": _css, "svg": _path}
    return ["".join(makers[kind](chance) for _ in range(40)) for _ in range(N_PIECES)]


def _script(chance: random.Random) -> str:
    a, b, c = _word(chance), _word(chance), _word(chance)
    return (
        f'function {a}(t,e){{var n=t.{b}("{c}");if(!n||n.length<{chance.randint(1, 9)})'
        "return e||[];"
        f"window.dataLayer=window.dataLayer||[];for(var r=0;r<n.length;r++){{n[r].classList.add("
        f'"is-{b}");document.body.appendChild(n[r])}}'
        f"return n.map(function(t){{return t&&t.{c}}})}}\n"
    )


def _state(chance: random.Random) -> str:
    return (
        f'{{"id":{chance.randint(1, 10**9)},"slug":"{_word(chance)}-{_word(chance)}",'
        f'"type":"{_word(chance)}","image":{{"src":"https:\\/\\/img.cdn.example\\/'
        f'{_word(chance)}.jpg","w":{chance.randint(99, 999)}}},'
        f'"flags":[true,false,null],"title":"{_word(chance)} {_word(chance)} {_word(chance)}"}},'
    )


def _css(chance: random.Random) -> str:
    return (
        f".{_word(chance)}__{_word(chance)}>.{_word(chance)}:not(:last-child)"
        f"{{margin:0 {chance.randint(1, 40)}px;"
        f"color:#{chance.randrange(16**6):06x};flex:1 1 {chance.randint(1, 99)}%}}\n"
    )


def _path(chance: random.Random) -> str:
    return "".join(f"c{chance.uniform(-9, 9):.3f} {chance.uniform(-9, 9):.3f}" for _ in range(8))


def _name(chance: random.Random) -> str:
    return f"{_word(chance).title()} {_word(chance).title()}"


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randint(4, 9)))
