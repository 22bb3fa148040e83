"""The gate before a crawl: what the engine finds a claim in passes, in every dress."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.extract.html2text import extract_plain_text
from sentences import list_causes, load_cases, load_golden_lexicon

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.gate import Gate
from counterclaim.read.html import read_html

LEXICON = load_lexicon()
GOLDEN_LEXICON = load_golden_lexicon()
GATE, GOLDEN_GATE = Gate(LEXICON), Gate(GOLDEN_LEXICON)
NOISE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Morning</title>'
    "<style>.body{float:left}</style><script>if(a<b){document.body.kill(12)}</script></head>"
    '<body class="dead 12"><nav><a href="/lost?n=3" title="killed 4">Home</a></nav>'
)
PAGES = Path(__file__).resolve().parents[2] / "pages"


def capture(page: str | bytes, charset: str | None = None) -> Captured:
    data = page.encode() if isinstance(page, str) else page
    return Captured(data=data, source="page.html", charset=charset)


def has_claim(text: str, lexicon: Lexicon = LEXICON) -> bool:
    return bool(extract_sightings(Document(text=text), lexicon))


def as_numbers(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c.isalnum() else c for c in text)


def as_hexadecimal(text: str) -> str:
    return "".join(f"&#x{ord(c):X};" if c.isalpha() else c for c in text)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


DRESSES = {
    "paragraph": lambda t: f"{NOISE}<p>{escaped(t)}</p>",
    "minified": lambda t: f"<p>{escaped(t)}",
    "division": lambda t: f"{NOISE}<div><div>{escaped(t)}</div></div><footer>2024</footer>",
    "words in elements": lambda t: (
        "<p>" + " ".join(f"<b>{escaped(w)}</b>" for w in t.split(" ")) + "</p>"
    ),
    "wrapped": lambda t: "<p>\n   " + escaped(t).replace(" ", "\n      ") + "\n</p>",
    "drop cap": lambda t: f"<p><span class='cap'>{escaped(t[0])}</span>{escaped(t[1:])}</p>",
    "numbers": lambda t: f"{NOISE}<p>{as_numbers(t)}</p>",
    "hexadecimal": lambda t: f"{NOISE}<p>{as_hexadecimal(t)}</p>",
    "soft hyphens": lambda t: (
        "<p>" + " ".join("&shy;".join((w[:2], w[2:])) for w in escaped(t).split(" ")) + "</p>"
        if "&" not in t
        else f"<p>{escaped(t)}</p>"
    ),
    "letters apart": lambda t: (
        "<p>" + "".join(f"<i>{escaped(c)}</i>" if c.isalpha() else escaped(c) for c in t) + "</p>"
    ),
    "comments inside": lambda t: f"<p>{escaped(t).replace('ll', 'l<!-- x -->l')}</p>",
    "hidden": lambda t: f"<div style='display:none'><p>{escaped(t)}</p></div>",
    "noscript": lambda t: f"{NOISE}<noscript><p>{escaped(t)}</p></noscript>",
    "template": lambda t: f"<template><p>{escaped(t)}</p></template>",
    "cell": lambda t: f"<table><tr><td>{escaped(t)}</td><td>x</td></tr></table>",
    "capitals of elements": lambda t: f"<BODY><P CLASS=x>{escaped(t)}</P></BODY>",
    "attributes with brackets": lambda t: f'<p title="a > b" data-x="<script>">{escaped(t)}</p>',
    "commented script": lambda t: f"<!-- <script> --><p>{escaped(t)}</p><!-- </script> -->",
    "script never closed before": lambda t: f"<p>{escaped(t)}</p><script>var a = '",
    "unclosed": lambda t: f"<div><p><b>{escaped(t)}<div><span",
    "bare text": escaped,
    "title": lambda t: f"<title>{escaped(t)} - The Lisk Post</title><p>It rained.",
    "meta": lambda t: (
        f'<meta property="og:title" content="{escaped(t).replace(chr(34), "&quot;")}">'
    ),
    "json-ld": lambda t: (
        f'<script type="application/ld+json">{json.dumps({"articleBody": t})}</script>'
    ),
    "json-ld of markup": lambda t: (
        '<script type="application/ld+json">'
        + json.dumps({"articleBody": f"<p>{escaped(t)}</p>\n<p>"}).replace("<", "\\u003c")
        + "</script>"
    ),
}
CLAIMS = (
    "At least 12 soldiers were killed in the raid, the ministry said.",
    "Police took three men into custody.",
    "The shelling left a boy dead.",
    "No one was hurt, the mayor said.",
    "There had been casualties.",
    "The army lost 40 men.",
    "Some 4,000 people fled their homes.",
)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_passes_in_every_dress(dress: str, claim: str) -> None:
    assert has_claim(claim)
    assert GATE.lets(capture(DRESSES[dress](claim)))


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_claim_passes_in_every_charset(charset: str) -> None:
    page = f"<meta charset={charset}><p>“Raid” – 12\xa0soldiers were\xa0killed.</p>"
    assert GATE.lets(capture(page.encode(charset)))


@pytest.mark.parametrize("charset", ["gbk", "shift_jis", "big5", "iso2022_jp", "euc_kr", "hz"])
def test_claim_passes_between_letters_of_two_bytes(charset: str) -> None:
    text = "「12 soldiers were killed」"
    assert has_claim(text)
    page = f"<meta charset={charset}><p>{text}</p>".encode(charset, "replace")
    assert GATE.lets(capture(page))
    assert GATE.lets(capture(page, charset))


def test_every_example_of_the_lexicon_that_states_a_loss_passes() -> None:
    examples = [text for entry in LEXICON.entries.values() for text in entry.yes]
    stating = [text for text in examples if has_claim(text)]
    assert len(stating) > 250
    turned = [
        (name, text)
        for number, text in enumerate(stating)
        for name in ("paragraph", "wrapped", list(DRESSES)[number % len(DRESSES)])
        if not GATE.lets(capture(DRESSES[name](text)))
    ]
    assert turned == []


@pytest.mark.parametrize("cause", list_causes())
def test_every_golden_sentence_with_a_claim_passes(cause: str) -> None:
    names = list(DRESSES)
    for number, case in enumerate(load_cases(cause)):
        if not has_claim(case["text"], GOLDEN_LEXICON):
            continue
        for line in (case["text"], case["text"].replace("\n", "</p><p>")):
            page = f"{NOISE}<p>" + line.replace("\n", "<br>") + "</p>"
            assert GOLDEN_GATE.lets(capture(page)), case["id"]
        if "\n" not in case["text"]:
            dress = names[number % len(names)]
            assert GOLDEN_GATE.lets(capture(DRESSES[dress](case["text"]))), (case["id"], dress)


def test_every_golden_article_passes_paragraph_by_paragraph(repository: Path) -> None:
    for path in sorted((repository / "tests" / "golden" / "articles").glob("*.txt")):
        _each_paragraph_passes(path.read_text(encoding="utf-8"), GOLDEN_LEXICON)


def test_every_gold_article_passes_paragraph_by_paragraph(shared: Path) -> None:
    for path in sorted((shared / "gold" / "articles").glob("*.txt")):
        _each_paragraph_passes(path.read_text(encoding="utf-8"), LEXICON)


def _each_paragraph_passes(text: str, lexicon: Lexicon) -> None:
    """A page of one paragraph alone has no other claim by which it could pass."""
    gate = Gate(lexicon)
    for number, line in enumerate(line for line in text.split("\n") if line.strip()):
        if has_claim(line, lexicon):
            dress = list(DRESSES.values())[number % len(DRESSES)]
            assert gate.lets(capture(dress(line))), line


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_page_with_a_claim_in_what_is_read_of_it_passes(path: Path) -> None:
    came_with = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("captured")
    captured = Captured(data=path.read_bytes(), source=path.name, **(came_with or {}))
    read = read_html(captured)
    if isinstance(read, Document) and has_claim(read.text):
        assert GATE.lets(captured)


WORDS = (
    "12 two a no killed wounded men people were was in the raid and dead lost their homes of "
    "captured prisoners missing said fled including three <b> </b> <br> </p><p> &nbsp; , . ; <td> "
    "<li> <i>s</i> &amp; | Killed: 1,200 injured army hospital"
)


@given(
    words=st.lists(st.sampled_from(WORDS.split()), max_size=24),
    mark=st.sampled_from([" ", " ", "", "\n"]),
)
def test_page_with_a_claim_in_its_whole_text_or_its_read_text_passes(
    words: list[str], mark: str
) -> None:
    page = f"<title>A day</title><article><p>{mark.join(words)}</p></article>"
    captured = capture(page)
    read = read_html(captured)
    texts = [extract_plain_text(page), read.text if isinstance(read, Document) else ""]
    if any(has_claim(text) for text in texts):
        assert GATE.lets(captured), texts


@pytest.mark.parametrize(
    "page",
    [
        "<p>The orchestra played until noon.</p>",
        "<body class='dead 12'><script>var killed = 12; 'killed 12 men'</script><p>Sun.</p>",
        "<p>He lost the ball, and the crowd was on its feet.</p>",
        "<style>.x{content:'12 killed'}</style><p>Sun.</p>",
        "<img alt='12 soldiers were killed'><p>Sun.</p>",
        "<p>Погибли 12 человек.</p>",
        "",
    ],
)
def test_page_without_a_sentence_of_loss_is_turned_away(page: str) -> None:
    assert not GATE.lets(capture(page))


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\x1f\x8b\x08...."])
def test_packed_bytes_pass_since_their_words_cannot_be_seen(data: bytes) -> None:
    assert GATE.lets(capture(data))


HOSTILE = {
    "deep": b"<div>" * 5_000 + b"the engine was killed",
    "very deep": b"<div>" * 780_000,
    "openings": b"<" * 3_900_000,
    "openings of tags": b"<p " * 1_300_000,
    "scripts": b"<script>" * 480_000,
    "ends of scripts": b"</script" * 480_000,
    "references": b"&#" * 1_900_000,
    "more references": b"&lt;" * 900_000,
    "quotes": b'<a b="' * 600_000,
    "comments": b"<!--" * 900_000,
    "words": b"killed " * 550_000,
    "words in lines": b"<p>killed killed killed.</p> " * 100_000,
    "lines": b"<p>He lost the ball.</p>\n" * 150_000,
    "sentences": b"He lost the ball. " * 200_000,
    "cells": b"<tr>" + b"<td>lost 3" * 300_000,
    "choices": b"<select a='<'>" + b"<option>lost" * 150_000,
    "meta": b"<meta content='lost" * 180_000,
    "titles": b"<title>lost" * 300_000,
    "data": b"<script type=ld+json>" + b'"lost\\u00e9' * 300_000 + b"</script>",
    "nested data": b"<script type=ld+json>lost</script>" * 100_000,
    "tables": b"<table><tr><td>lost" * 5_000,
    "bold": b"<p>lost" + b"<b>" * 100_000,
    "empty comments": b"lost<!-->" * 400_000,
    "comments of markup": b"lost<!--<b>-->" * 280_000,
    "values": b"lost <a b=\"'<'>" * 250_000,
    "open values": b"<i a=lost>" + b"='" * 900_000 + b'="' * 900_000,
    "words in blocks": b"lost<p>" * 550_000,
    "blocks in words": b"a<b><p>" * 500_000 + b" lost",
    "options of a page with odd attributes": b"<a title='a>b'>lost"
    + b"<table><tr><td><select><option>3" * 100_000,
    "titles of data": b"<script type=ld+json>" + b'"name":"lost\\n' * 250_000 + b"</script>",
    "openings of scripture": b"<scripture>" * 300_000 + b"lost</script>",
    "short lines": b"lost<br>" * 450_000,
    "forty megabytes": b"<p>He lost the ball.</p>\n" * 1_600_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_told_quickly(name: str) -> None:
    started = time.process_time()
    GATE.lets(capture(HOSTILE[name]))
    assert time.process_time() - started < 4.0


def test_page_beyond_the_limit_with_a_word_of_loss_passes_unread() -> None:
    assert GATE.lets(capture(b"<p>He lost the ball.</p>" + b"<i>x</i>\n" * 500_000))


def test_page_that_cannot_be_told_passes() -> None:
    digits = "9" * 5_000  # more than the language turns into a number
    assert GATE.lets(capture(f"<p>The sun shone on &#{digits}; people.</p>"))
