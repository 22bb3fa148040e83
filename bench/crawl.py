"""A made crawl: a packed archive of pages, of which one in fifty claims losses.

    python bench/crawl.py crawl.warc.gz [--pages 2000] [--seed 20220302]

Sizes are log-normal with the median of real pages; the words are our own (``crawl_text.py``), the
bulk of the markup is made (``crawl_markup.py``). Invariant: the same numbers give the same bytes.
"""

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawl_markup import N_SITES, Site, make_page
from crawl_text import Story, Writer
from warc import pack_response

SEED = 20220302
RELEVANT = 50  # every so many pages one that claims losses
MEDIAN_BYTES = 100_000
SPREAD = 0.9  # of the logarithm; the mean is then 150 KB, as was measured on 1,171 crawled pages
LEAST_BYTES, MOST_BYTES = 6_000, 2_500_000
# The plain words by which a fifth of the pages of a real crawl were kept; the gate has far more.
_WORDS = re.compile(
    rb"(?i)\b(?:killed|dead|died|dies|deaths?|wounded|injured|casualt(?:y|ies)|captured|missing"
    rb"|displaced|victims?|hostages?|prisoners?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """One page of the crawl."""

    url: str
    story: Story
    data: bytes


def iter_pages(
    n_pages: int, seed: int = SEED, *, median_bytes: int = MEDIAN_BYTES
) -> Iterator[MadePage]:
    """Yield the pages of a crawl, one at a time."""
    writer = Writer()
    sites = [Site(number, writer) for number in range(N_SITES)]
    chance = random.Random(seed)
    for number in range(n_pages):
        is_relevant = number % RELEVANT == RELEVANT // 2
        story = writer.relevant(number // RELEVANT) if is_relevant else writer.general(chance)
        site = chance.choice(sites)
        drawn = chance.lognormvariate(0, SPREAD) * median_bytes
        url = f"https://{site.host}/{story.shape}/{number}.html"
        data = make_page(
            story,
            site,
            n_bytes=int(min(MOST_BYTES, max(LEAST_BYTES, drawn))),
            url=url,
            writer=writer,
        )
        yield MadePage(url=url, story=story, data=data)


def write_crawl(path: Path, pages: Iterable[MadePage]) -> None:
    """Write an archive of pages."""
    with path.open("wb") as file:
        for page in pages:
            file.write(pack_response(page.url, page.data))


def count_words(pages: Iterable[MadePage]) -> int:
    """Return how many pages hold a plain word of loss anywhere in their bytes."""
    return sum(_WORDS.search(page.data) is not None for page in pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    write_crawl(asked.path, iter_pages(asked.pages, asked.seed))


if __name__ == "__main__":
    main()
