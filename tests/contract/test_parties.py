"""Both sides of every war: officials of each are found in the same way."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.officials import Clues, bearer_of_surname
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.lexicon.parties import Office, War
from counterclaim.model.documents import Document

LEXICON = load_lexicon()
WARS = sorted(LEXICON.wars)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return LEXICON


def iter_offices(lexicon: Lexicon, war: War) -> Iterator[tuple[Office, dt.date]]:
    """Yield the offices of a war's sides with the first day of the war on which each was held."""
    parties = {party for side in war.sides for party in side}
    for (party, _), offices in lexicon.offices.items():
        for office in offices if party in parties else ():
            day = max(office.since or war.start, war.start)
            if office.since and office.holds_on(day) and war.covers(day):
                yield office, day


@pytest.mark.parametrize("name", WARS)
def test_officials_of_every_side_are_found_by_surname(name: str, lexicon: Lexicon) -> None:
    lost = []
    for office, day in iter_offices(lexicon, lexicon.wars[name]):
        low = office.name.split()[-1].lower()
        borne = [
            meaning.canonical
            for meaning in lexicon.surnames.get(low, ())
            if meaning.party == office.party
            and meaning.office is not None
            and meaning.office.holds_on(day)
        ]
        found = bearer_of_surname(lexicon, low, Clues(day=day, sides=Counter({office.party: 1})))
        if len(set(borne)) == 1 and (found is None or found.party != office.party):
            lost.append(f"{office.party}: {office.name} on {day}")
    assert lost == []


def test_short_name_is_never_a_full_one(lexicon: Lexicon) -> None:
    both = [
        word
        for word, meanings in lexicon.names.items()
        for meaning in meanings
        if meaning.sort == "official" and " " not in word and word != meaning.canonical.lower()
    ]
    assert both == []


@pytest.mark.parametrize("outcome", ["captured", "killed", "wounded", "missing", "displaced"])
def test_word_of_loss_that_names_a_side_exists_for_every_side(
    outcome: str, lexicon: Lexicon
) -> None:
    adjectives = {
        word
        for word, meanings in lexicon.names.items()
        for meaning in meanings
        if meaning.sort == "adjective"
    }
    by_length = sorted(adjectives, key=len, reverse=True)
    for role in ("loss.state", "loss.transitive", "loss.intransitive", "loss.noun", "loss.toll"):
        words = {w for w, e in lexicon.of(role).items() if e.text("outcome") == outcome}
        frames = set()
        for word in words:
            side = next((a for a in by_length if f" {a} " in f" {word} "), None)
            if side is not None:
                frames.add(f" {word} ".replace(f" {side} ", " {} ").strip())
        missing = {f.format(a) for f in frames for a in adjectives} - words
        assert sorted(missing) == []


@pytest.mark.parametrize("side", ["Russian", "Ukrainian", "Israeli", "Azerbaijani", "Armenian"])
def test_captivity_of_any_side_is_read(side: str, lexicon: Lexicon) -> None:
    document = Document(text=f"Some 40 soldiers are in {side} captivity.")
    assert [s.outcome for s in extract_sightings(document, lexicon)] == ["captured"]
