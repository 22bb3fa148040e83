"""Lists of posts: the preview of a channel, the page of an account; each post is of equal weight.

Extractors of text take the longest post for the article and the others for furniture. Not here:
posts that an article quotes (``page_markup.py``). Invariant: a page is a list of posts only where
it has no heading and the time of each post is a link to it; comments and teasers are none.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

from counterclaim.model.periods import Window
from counterclaim.read.metadata_dates import parse_date
from counterclaim.read.page_facts import Facts
from counterclaim.read.page_tree import Page, is_apart, is_linked
from counterclaim.read.page_words import text_of

_MIN_POSTS = 3
_MAX_TIMES = 400
_BLOCKS = ("div", "p", "blockquote", "section", "article", "li", "ul", "ol", "header", "footer")
_ABOUT = re.compile(  # the post, in the names of its parts
    r"(?:^|[\s_-])(?:actions?|author|avatar|buttons?|count(?:er)?s?|date|footer|handle|header|info"
    r"|meta|owner|reactions?|replies|reply|stats?|user(?:name)?|views?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|respon[ds]|reply", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4")


def find_posts(page: Page, facts: Facts) -> list[Any]:
    """Return the elements of a page's posts, in its order; none where it is no list of posts."""
    if facts.node or next(page.tree.iter("h1"), None) is not None:
        return []
    found: dict[Any, list[Any]] = {}
    for time in page.tree.xpath(f"(.//a[@href]//time[@datetime])[position() <= {_MAX_TIMES}]"):
        link = next(time.iterancestors("a"))
        href = link.get("href")
        if text_of(link) != text_of(time) or href.startswith("#") or _COMMENT.search(href):
            continue
        post = _post_of(time)
        if post is not None:
            posts = found.setdefault(post.getparent(), [])
            if post not in posts:
                posts.append(post)
    posts = max(found.values(), key=len, default=[])
    return posts if len(posts) >= _MIN_POSTS else []


def window_of(posts: list[Any]) -> Window | None:
    """Return the days from a page's first post to its last."""
    days: list[dt.date] = []
    for post in posts:
        for time in post.iter("time"):
            found = parse_date(time.get("datetime") or "")
            if found is not None:
                days += [found.window.start, found.window.end]
    return Window(start=min(days), end=max(days)) if days else None


def keep_posts(page: Page, facts: Facts) -> None:
    """Leave of a list of posts what each says, and whom it is from where it is passed on."""
    posts = find_posts(page, facts)
    if not posts:
        return
    holder = posts[0].getparent()
    for post in posts:
        said = list(_said(post))
        for child in list(post):
            post.remove(child)
        post.attrib.clear()
        post.tag, post.text = "div", None
        for part in said:
            for link in list(part.iter("a")):
                link.drop_tag()  # lines that are mostly a link are left out: whom a post is from
            part.attrib.clear()
            part.tag, part.tail = "p", None
            post.append(part)
    for child in list(holder):
        if child not in posts:
            holder.remove(child)
    holder.attrib.clear()
    holder.tag = "article"


def _post_of(time: Any) -> Any:
    """Return the outermost element around a time whose neighbours of its kind hold times too."""
    best = None
    for above in time.iterancestors("div", "article", "li", "section"):
        if len(list(itertools.islice(above.iter("time"), 2))) > 1 or above.getparent() is None:
            break
        best = above
    if (
        best is None
        or is_apart(best)
        or any(best.find(f".//{tag}") is not None for tag in _HEADINGS)
    ):
        return None
    return None if _COMMENT.search(f"{best.get('class') or ''} {best.get('id') or ''}") else best


def _said(post: Any) -> Iterator[Any]:
    """Yield the blocks of a post that hold its words."""
    for element in post.iter("div", "p", "blockquote", "li"):
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        names = [element.get("class") or ""]
        for above in element.iterancestors():
            if above is post:
                break
            names.append(above.get("class") or "")
        if text_of(element) and not is_linked(element) and not any(map(_ABOUT.search, names)):
            yield element
