"""Any text at all: no exception, and every span of every sighting reads back to it."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.statements import extract_statements
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import from_record, statement_from_record, to_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement
from counterclaim.text.quotes import find_quotes
from counterclaim.text.sentences import split_blocks, split_sentences
from counterclaim.text.tokens import Tokens

DAYS = st.dates().map(Window.day)
PUBLISHED = st.one_of(st.none(), DAYS, st.sampled_from(["2022-03-02", "2022-03", "2022"]))


def read(text: str, published: object, lexicon: Lexicon) -> list[Sighting]:
    window = Window.parse(published) if isinstance(published, str) else published
    return extract_sightings(Document(text=text, published=window), lexicon)


def read_statements(text: str, lexicon: Lexicon) -> list[Statement]:
    document = Document(text=text, published=Window.parse("2022-03-02"))
    return extract_statements(document, lexicon, extract_sightings(document, lexicon))


@given(data=st.data(), published=PUBLISHED)
def test_every_span_reads_back(
    data: st.DataObject, published: object, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(texts)
    for sighting in read(text, published, lexicon):
        sighting.check(text)


@given(data=st.data())
def test_record_and_back_is_the_same_sighting(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    for sighting in read(data.draw(texts), "2022-03-02", lexicon):
        assert from_record(json.loads(json.dumps(to_record(sighting)))) == sighting


@given(data=st.data())
def test_reading_twice_gives_the_same(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(texts)
    assert read(text, None, lexicon) == read(text, None, lexicon)


@given(data=st.data())
def test_ids_are_unique_and_links_point_at_them(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    sightings = read(data.draw(texts), None, lexicon)
    ids = {s.id for s in sightings}
    assert len(ids) == len(sightings)
    assert {link for s in sightings for link in (s.part_of, s.repeats) if link} <= ids


@given(data=st.data())
def test_every_span_of_a_statement_reads_back(
    data: st.DataObject, speeches: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(speeches)
    found = read_statements(text, lexicon)
    for statement in found:
        statement.check(text)
        assert statement_from_record(json.loads(json.dumps(to_record(statement)))) == statement
    assert len({statement.id for statement in found}) == len(found)


@given(data=st.data())
def test_no_statement_holds_a_count_or_another_statement(
    data: st.DataObject, speeches: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(speeches)
    found = read_statements(text, lexicon)
    assert all(a.content.start <= b.content.start for a, b in pairwise(found))
    assert not any(a.content.covers(b.content) for a, b in pairwise(found))
    for sighting in read(text, "2022-03-02", lexicon):
        if sighting.quantity.kind != "some":
            assert not any(s.content.covers(sighting.quantity.span) for s in found)


@given(data=st.data())
def test_sentences_partition_the_text(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(texts)
    spans = [s for b in split_blocks(text) for s in split_sentences(text, b, lexicon)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(data=st.data())
def test_tokens_are_in_order_without_overlap(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    text = data.draw(texts)
    tokens = Tokens(text, (0, len(text)), lexicon)
    places = [p for pair in zip(tokens.starts, tokens.ends, strict=True) for p in pair]
    assert places == sorted(places)
    assert all(a < b for a, b in zip(tokens.starts, tokens.ends, strict=True))


@given(data=st.data())
def test_quotations_are_in_order_without_overlap(
    data: st.DataObject, texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(texts)
    quotes = find_quotes(text, split_blocks(text)).all
    places = [p for quote in quotes for p in (quote.start, quote.end)]
    assert places == sorted(places)
