"""Both sides of every war: officials of each are found in the same way."""

import datetime as dt
import re
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


# Kinds of entries, and sides that lack one which an opponent has: (war, a party of the side, kind).
# Nobody could be named with certainty. The list only shrinks: a gap that is filled has to go.
LEADER = re.compile(
    "chair|chief|command|emir|founder|general secretary|head|king|leader|minister|president"
)
VOICE = re.compile("information|media|press|spokes")
MINISTRY = re.compile(
    r"(ministry|department|secretariat) of (the )?(people's )?(national )?(defen[cs]e|war)"
    r"|defen[cs]e (ministry|department)|war ministry|pentagon"
)
FORCES = re.compile(
    r"armed (defen[cs]e )?forces|\barmy|chiefs of staff|defen[cs]e (armed )?forces?|general staff"
    r"|military|national security forces|^kosovo security force"
)
GAPS = {
    ("angola-1975", "AO", "spokesman"),
    ("bosnia-1992", "BA", "spokesman"),
    ("bosnia-1992", "Croatian Defence Council", "spokesman"),
    ("cabo-delgado-2017", "Islamic State", "spokesman"),
    ("car-2012", "Coalition of Patriots for Change", "spokesman"),
    ("car-2012", "anti-balaka", "spokesman"),
    ("colombia-farc-1964", "CO", "spokesman"),
    ("drc-1998", "AO", "spokesman"),
    ("falklands-1982", "AR", "spokesman"),
    ("ivory-coast-2010", "FR", "spokesman"),
    ("liberia-1989", "LR", "spokesman"),
    ("liberia-1999", "LURD", "spokesman"),
    ("marawi-2017", "Abu Sayyaf", "spokesman"),
    ("mexico-2006", "Gulf Cartel", "spokesman"),
    ("nicaragua-1981", "NI", "spokesman"),
    ("sudan-1983", "SD", "spokesman"),
    ("yemen-2014", "al-Qaeda", "spokesman"),
}


def kinds_of_side(lexicon: Lexicon, war: War, side: frozenset[str]) -> set[str]:
    """Return which kinds of entries the parties of a side have between them."""
    kinds = {
        {"name": "names", "body": "body"}[meaning.sort]
        for meanings in lexicon.names.values()
        for meaning in meanings
        if meaning.sort in ("name", "body") and meaning.party in side
    }
    for party, title in lexicon.offices:
        if party not in side:
            continue
        for office in lexicon.offices[(party, title)]:
            last = war.end or dt.date.max
            if (office.since or war.start) <= last and (office.until or last) >= war.start:
                kinds |= {"leader"} if LEADER.search(title) else set()
                kinds |= {"spokesman"} if VOICE.search(title) else set()
    return kinds


@pytest.mark.parametrize("name", WARS)
def test_sides_of_a_war_have_the_same_kinds_of_entries(name: str, lexicon: Lexicon) -> None:
    war = lexicon.wars[name]
    kinds = {min(side): kinds_of_side(lexicon, war, side) for side in war.sides}
    every = set().union(*kinds.values()) - {"body"}
    missing = {(name, side, kind) for side, has in kinds.items() for kind in every - has}
    assert missing == {gap for gap in GAPS if gap[0] == name}


def list_warring_states() -> list[str]:
    """Return the states that are on a side of any war."""
    sides = {party for war in LEXICON.wars.values() for side in war.sides for party in side}
    return sorted(p for p in sides if p in LEXICON.parties and LEXICON.parties[p].kind == "state")


@pytest.mark.parametrize("party", list_warring_states())
def test_every_state_at_war_has_the_same_kinds_of_entries(party: str, lexicon: Lexicon) -> None:
    meanings = [
        (word, meaning)
        for word, found in lexicon.names.items()
        for meaning in found
        if meaning.party == party
    ]
    sorts = {meaning.sort for _, meaning in meanings}
    bodies = [word for word, meaning in meanings if meaning.sort == "body"]
    assert {"name", "adjective", "people", "official"} <= sorts
    assert "seat" in sorts or party == "Soviet Union"  # its seat is that of RU
    # Palestine has no defence ministry: its security forces are under the interior ministry.
    assert party == "PS" or any(MINISTRY.search(word) for word in bodies)
    assert any(FORCES.search(word) for word in bodies)


STATES = sorted(party.id for party in LEXICON.parties.values() if party.kind == "state")
BODIES = {
    "government": (
        *("ambulance service", "civil defence", "coastguard", "disaster management agency"),
        *("emergency service", "fire service", "gendarmerie", "health ministry"),
        *("interior ministry", "Ministry of Emergency Situations", "Ministry of Health"),
        *("police", "prosecutor's office", "rescue service", "security service"),
    ),
    "military": ("air force", "armed forces", "army", "general staff", "navy"),
}


# "Syrian Civil Defence" is the name of a private organisation, the White Helmets.
NOT_OF_THE_STATE = {"The Syrian civil defence"}


def words_for(lexicon: Lexicon, party: str) -> tuple[str, str | None]:
    """Return the name of a state as its entry has it, and an adjective if it has one."""
    name = lexicon.parties[party].name
    adjectives = {
        word
        for word, meanings in lexicon.names.items()
        for meaning in meanings
        if meaning.sort == "adjective" and meaning.party == party
    }
    return name, min(adjectives).title() if adjectives else None


@pytest.mark.parametrize("party", STATES)
def test_bodies_of_every_state_are_read_alike(party: str, lexicon: Lexicon) -> None:
    name, adjective = words_for(lexicon, party)
    wrong = []
    for kind, bodies in BODIES.items():
        for body in bodies:
            phrases = [f"{name}'s {body}", f"The {body} of {name}"]
            phrases += [f"The {adjective} {body}"] if adjective is not None else []
            for phrase in set(phrases) - NOT_OF_THE_STATE:
                document = Document(text=f"{phrase} said that 12 people were killed.")
                found = [s.claimant for s in extract_sightings(document, lexicon)]
                read = [(who.party, who.kind) for who in found if who is not None]
                if read not in ([(party, kind)], [(party, "military")]):  # some police are military
                    wrong.append((phrase, read))
    assert wrong == []
