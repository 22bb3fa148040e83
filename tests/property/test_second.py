"""Any text and any selection: candidates are spans of the text, and what comes back reads back."""

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.first_pass import read_first
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.second.candidates import find_candidates
from counterclaim.second.excerpt import MAX_CHARS, find_excerpt
from counterclaim.second.placing import reads_as_place
from counterclaim.second.prompt import request_body
from counterclaim.second.proposer import Question
from counterclaim.second.reread import SecondReader

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


class Any:
    """A proposer that draws its numbers, or answers anything at all."""

    name = "drawn"

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def choose(self, question: Question) -> object:
        request_body(question, "m")
        if self.data.draw(st.integers(0, 9)) == 0:
            return self.data.draw(ANYTHING)
        return {
            menu.field: self.data.draw(st.integers(0, len(menu.options))) for menu in question.menus
        }


@given(data=st.data())
def test_candidates_are_spans_of_the_text(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    document = Document(text=data.draw(texts))
    heard = read_first(document, lexicon)
    for sighting in extract_sightings(document, lexicon):
        assert heard is not None
        excerpt = find_excerpt(heard, sighting)
        assert excerpt is not None
        words = excerpt.words(document.text)
        assert sighting.sentence.text in words
        assert len(words) <= MAX_CHARS
        found = find_candidates(document, heard, excerpt, sighting=sighting, taken=())
        for menu in found.menus():
            for option in menu.options:
                if option.span is not None:
                    option.span.check(document.text)
                    assert option.span.end > option.span.start
        for claimant in found.claimants:
            assert (claimant.value is None) == (claimant.span is None)
        for place in found.places:
            if place.value not in (None, sighting.place) and place.span is not None:
                chosen = (place.value, place.span)
                assert reads_as_place(document.text, chosen, excerpt.readings, lexicon)
        for quantity in found.quantities:
            assert sighting.sentence.covers(quantity.value.span)


@given(data=st.data())
def test_whatever_is_selected_reads_back_and_keeps_its_id(
    data: st.DataObject, texts: st.SearchStrategy[str], lexicon: Lexicon
) -> None:
    document = Document(text=data.draw(texts))
    before = extract_sightings(document, lexicon)
    after = SecondReader(Any(data), lexicon).read(document, before)
    assert [one.id for one in after] == [one.id for one in before]
    ids = {one.id for one in after}
    assert {link for one in after for link in (one.part_of, one.repeats) if link} <= ids
    for sighting in after:
        sighting.check(document.text)
        assert all(rule.startswith("second.") for rule in sighting.trace["second"][:1])
