"""The gate's promise: no page in whose read text the engine finds a claim is turned away."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.gate import Gate
from counterclaim.read.html import read_html

LEXICON = load_lexicon()
GATE = Gate(LEXICON)
SEED = 20_210
ABOVE = (
    "The convoy left the town at dawn, residents said, and headed for the river crossing near the "
    "mill. People watched it go by from their windows."
)
BELOW = (
    "Nobody at the market could say where it was headed. The traders opened their stalls as on any "
    "other day and the buses ran to the hour."
)
CLAIM = "The ministry said Tuesday that 12 soldiers were killed in the raid on Dorna ."
TITLE = "12 soldiers killed in raid on Dorna"
TAGS: list[str] = re.findall(
    r"\S+",
    "p div span b i a figure figcaption section article li ul td tr table tbody h2 h3 blockquote "
    "details summary video audio object button label center font address dl dt dd pre code ruby rt "
    "sup sub small time custom-el nobr picture noscript template iframe select option textarea svg "
    "math form fieldset legend header footer aside nav main q cite u s del ins style-x script-x "
    "canvas map dialog slot em strong hgroup menu",
)
ATTRIBUTES = ("", " class='x'", " title='a>b'", " data-x='<p>'")
INSIDE_WORDS = (
    *("&nbsp;", "&#160;", "&shy;", "&#8203;", "&zwnj;", " ", "\u00ad", "<!-- x -->"),
    *("<!-- a>b -->", "<br>", "<br/>", "<wbr>", "<b></b>", "<span>", "</span>"),
)
BETWEEN_WORDS = (
    *INSIDE_WORDS[:-3],
    *("<img src=x alt='a>b'>", "<hr>", "<input value='<'>", "<p>", "<td>", "<li>", "&nbsp"),
    *("<script>var a='<b>';</script>", "<style>x</style>", "<video src=x />", "<a name=x></a>"),
    *("<!--[if IE]>", "<![endif]-->", "<?php x ?>"),
)
HOLDERS = (
    *("<p>%s</p>", "<div>%s</div>", "<li>%s</li>", "%s", "<h1>%s</h1>", "<h2>%s</h2>"),
    "<figure><img><figcaption>%s</figcaption></figure>",
    "<table><tr><td>x</td><td>%s</td></tr></table>",
    "<blockquote><p>%s</p></blockquote>",
)


def as_page(body: str, head: str = "<title>News</title>") -> Captured:
    page = (
        f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>News of the day</h1>"
        f"<p>{ABOVE}</p>{body}<p>{BELOW}</p></article></body></html>"
    )
    return Captured(data=page.encode(), source="page.html")


def has_claim(captured: Captured) -> bool:
    read = read_html(captured)
    return isinstance(read, Document) and bool(
        extract_sightings(replace(read, language="en"), LEXICON)
    )


def make_body(chance: random.Random) -> str:
    """Return a claim with markup in and around its words, as odd as pages have it, and odder."""
    words = CLAIM.split()
    for _ in range(chance.choice([1, 1, 2, 3])):
        at, share = chance.randrange(len(words)), chance.random()
        if share < 0.35:
            last, tag = chance.randrange(at, len(words)), chance.choice(TAGS)
            words[at] = f"<{tag}{chance.choice(ATTRIBUTES)}>{words[at]}"
            words[last] += chance.choice([f"</{tag}>"] * 4 + ["", ""])
        elif share < 0.7:
            words[at] += chance.choice(BETWEEN_WORDS)
        elif share < 0.85:
            cut = chance.randrange(len(words[at]) + 1)
            words[at] = words[at][:cut] + chance.choice(INSIDE_WORDS) + words[at][cut:]
        else:
            words[at] = f"<{chance.choice(TAGS)} />{words[at]}"
    return chance.choice(HOLDERS) % " ".join(words)


def list_turned_away(n_pages: int, seed: int) -> tuple[int, list[str]]:
    """Return how many of the pages have a claim, and the bodies of those that are turned away."""
    chance = random.Random(seed)
    claiming = [
        body for body in (make_body(chance) for _ in range(n_pages)) if has_claim(as_page(body))
    ]
    return len(claiming), [body for body in claiming if not GATE.lets(as_page(body))]


def test_no_page_with_a_claim_is_turned_away() -> None:
    n_claiming, turned_away = list_turned_away(300, SEED)
    assert turned_away == []
    assert n_claiming > 120


@pytest.mark.slow
def test_no_page_of_many_with_a_claim_is_turned_away() -> None:
    n_claiming, turned_away = list_turned_away(5_000, SEED + 1)
    assert turned_away == []
    assert n_claiming > 2_000


def _paragraphs() -> Iterator[tuple[str, str]]:
    said = "The ministry said 12 soldiers %s in the raid."
    for name, mark in {
        "commented-out element": "<!-- <b>about</b> -->",
        "arrow in a comment": "<!-- a->b -->",
        "comment for one browser": "<!--[if mso]><br><![endif]-->",
        "comment of an editor": '<!-- wp:note {"a":"x>y"} -->',
        "closed title": "<a href=x title='A > B'>",
        "markup in alt": "<img alt='<b>x</b>'>",
        "comparison": "<a onclick='if(a>b)x()'>",
        "data": '<span data-x=\'{"h":"<p>"}\'>',
        "element called style": "<style-guide>",
        "script": "<script>if(a<b){}</script>",
        "script of an advertisement": "<ins><script>x('<div>')</script></ins>",
    }.items():
        text = said % f"{mark}were killed"
        yield f"{name} in a paragraph", f"<p>{text}</p>"
        yield f"{name} in a caption", f"<figure><img src=a><figcaption>{text}</figcaption></figure>"
    for tag in (
        *("nobr", "samp", "ruby", "slot", "o:p", "drop-cap", "hl", "article", "details", "main"),
        *("figcaption", "hgroup", "base", "link", "amp-story", "mtext", "multicol"),
    ):
        yield f"{tag} in a word", "<p>" + said % f"were ki<{tag}>l</{tag}>led" + "</p>"
    for mark in (
        *("&af;", "&it;", "&ic;", "&#8290;", "\u2063", "\u180e"),
        *("<!-- a > b -->", "<span title='a>b'></span>"),
    ):
        yield f"{mark} in a word", "<p>" + said % f"were kil{mark}led" + "</p>"
    for tag in ("style-card", "script-box", "scripture"):
        yield tag, f"<{tag}><p>{CLAIM}</p></{tag}><script>x</script><style>x</style>"
    yield (
        "heading set in lines",
        "<h2>12<br>\nsoldiers<br>\nof the<br>\narmy<br>\nwere<br>\nkilled</h2>",
    )
    yield "empty comment", f"<!--><p>{CLAIM}</p><!-- x -->"
    yield "unclosed comment", f"<!-- slot <p>{CLAIM}</p>"
    yield "comment in an attribute", f"<div title='<!--'><p>{CLAIM}</p></div><!-- x -->"


PARAGRAPHS = dict(_paragraphs())


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_claim_in_odd_markup_passes(name: str) -> None:
    assert GATE.lets(as_page(PARAGRAPHS[name]))


_LD = '<title>N</title><script type="%s">{"@type":"NewsArticle","headline":"%s"}</script>'
HEADS = {
    "type with a reference": _LD % ("application/ld&#x2B;json", TITLE),
    "type turned about": _LD % ("application/json+ld", TITLE),
    "type behind a closed attribute": _LD.replace("<script", "<script data-a='x>y'")
    % ("application/ld+json", TITLE),
    "references twice": _LD % ("application/ld+json", "Raid killed&amp;nbsp;12&amp;nbsp;soldiers"),
    "many lines": _LD
    % ("application/ld+json", r"12\n\n\n\nsoldiers\n\n\n were\n killed \n\n in \n raid"),
    "data-content": f"<title>N</title><meta data-content=x property=og:title content='{TITLE}'>",
    "many meta elements": "<title>N</title>"
    + "<meta name=a content=b>" * 501
    + f"<meta property=og:title content='{TITLE}'>",
    "too many meta elements": "<title>N</title>"
    + "<meta name=a content=b>" * 3_000
    + f"<meta property=og:title content='{TITLE}'>",
}


@pytest.mark.parametrize("name", HEADS)
def test_claim_in_an_odd_head_passes(name: str) -> None:
    captured = as_page("", HEADS[name])
    assert has_claim(captured)
    assert GATE.lets(captured)


def test_the_pages_around_these_claims_are_turned_away() -> None:
    assert not GATE.lets(as_page("<p>It rained.</p>"))
    for name, head in HEADS.items():
        if name != "too many meta elements":
            dry = head.replace("killed", "seen")
            assert not GATE.lets(as_page("<p>It rained.</p>", dry)), name
