"""Document memory: who a name, a role or a pronoun stands for, as the text has it so far.

Invariant: memory only looks back, except for the sides and the theatre of the text, which it is
handed, and for full names, since a headline may use a surname that the body introduces.
"""

import datetime as dt
import re
from collections import Counter

from counterclaim.extract.bodies import are_two_sides, body_in, is_vague
from counterclaim.extract.full_names import find_full_names
from counterclaim.extract.identity import (
    Identity,
    as_bearer,
    bare_name,
    kind_of,
    named_identity,
    official_identity,
)
from counterclaim.extract.officials import (
    Clues,
    bearer_of,
    bearer_of_surname,
    lone_official,
    same_person,
    title_words,
)
from counterclaim.extract.sources import Source, speaks
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.parties import ClaimantKind
from counterclaim.text.tokens import Tokens

_MAX_HEARD = 60  # speakers that are kept in mind, so that time stays linear


class Memory:
    """What one document has said so far about its speakers."""

    def __init__(self, text: str, lexicon: Lexicon, day: dt.date | None) -> None:
        self.lexicon = lexicon
        self.day = day
        self.people: dict[str, Identity] = {}
        self.last_person: Identity | None = None
        self.last_body: Identity | None = None
        self.last_group: Identity | None = None
        self.last: Identity | None = None
        self.state_speaking: str | None = None  # in this sentence
        self.heard: list[tuple[str, Identity]] = []
        self.place_code: str | None = None
        self.last_side: str | None = None
        self.sides: Counter[str] = Counter()
        self.text = text
        self._full: dict[str, str] | None = None  # made when a surname is first asked for

    def identify(self, tokens: Tokens, source: Source) -> Identity | None:
        """Return who a source is; ``None`` where a pronoun or role has nobody to stand for."""
        if source.pronoun is not None:
            return self._by_pronoun(tokens, source)
        if source.is_person:
            return self._by_name(tokens, source)
        return self._by_description(tokens, source)

    def _full_name(self, surname: str) -> str | None:
        if self._full is None:
            self._full = {}
            for full in find_full_names(self.text, self.lexicon):
                self._full.setdefault(full.split()[-1].lower(), full)
        return self._full.get(surname)

    def note_mentions(self, tokens: Tokens) -> None:
        """Take note of whom and what a sentence names, for the pronouns of the next one."""
        for index in sorted(tokens.names):
            names = tokens.names[index]
            if all(name.sort != "official" for name in names):
                continue
            bearer = bearer_of(names, self._clues())
            if bearer is not None:
                self.last_person = official_identity(bearer)
                break
        else:
            self._note_surname(tokens)
        for index in sorted(tokens.names):
            if index and tokens.letters[index - 1] in "PDj":
                continue
            side = next((n.party for n in tokens.names[index] if n.sort in ("name", "seat")), None)
            if side:
                self.last_side = side
                break

    def _note_surname(self, tokens: Tokens) -> None:
        known = self.lexicon.lone_surnames
        if known.isdisjoint(tokens.lows):
            return
        for index, low in enumerate(tokens.lows):
            if low in known and tokens.letters[index] == "E":
                lone = lone_official(tokens, index, self.day)
                if lone is not None:
                    self.last_person = official_identity(as_bearer(lone))
                    return

    def remember(self, tokens: Tokens, source: Source, who: Identity) -> None:
        """Take note of a speaker, for the pronouns and roles that follow."""
        if source.pronoun is None:
            words = tokens.between(*source.phrase).lower()
            self.heard.append((words, who))
            del self.heard[:-_MAX_HEARD]
        if is_human(tokens, source):
            self.last_person = who
        if who.is_person:
            self.last_person = who
            self.people.setdefault(who.name.split()[-1].lower(), who)
        else:
            self.note_body(tokens, source, who)
        self.last = who
        if who.kind == "government" and who.rule in ("source.name", "source.seat"):
            self.state_speaking = who.party

    def note_body(self, tokens: Tokens, source: Source, who: Identity) -> None:
        """Keep a body in mind for "it" and "they", people for "they" alone."""
        if source.pronoun is None or source.pronoun == "they":
            self.last_group = who
        if not _are_people(tokens, source, who):
            self.last_body = who

    # -- the three ways ------------------------------------------------------------------------

    def _by_pronoun(self, tokens: Tokens, source: Source) -> Identity | None:
        if tokens.has("pronoun.person", source.first):
            return self.last_person or self.last
        inside = self._subject_before(tokens, source.first)
        if inside is not None and not _is_tail(tokens, source.last):
            return inside
        if source.pronoun == "they":
            return self.last_group or self.last_body or self.last
        return self.last_body or self.last

    def _subject_before(self, tokens: Tokens, stop: int) -> Identity | None:
        """Return the first named body of the sentence: "Russia blamed …, in which it said"."""
        for index in range(stop):
            for name in tokens.names.get(index, ()):
                if name.sort in ("name", "body", "seat") and tokens.letters[index - 1 : index] != [
                    "P"
                ]:
                    return named_identity(name, tokens.word(index))
        return None

    def _by_name(self, tokens: Tokens, source: Source) -> Identity:
        clues = self._clues(tokens, source)
        for index in range(source.first, source.last + 1):
            bearer = bearer_of(tokens.names.get(index, ()), clues)
            if bearer is not None:
                return official_identity(bearer)
        written = tokens.between(source.first, source.last)
        surname = written.split()[-1].lower()
        known = self.people.get(surname)
        if known is not None:
            return known
        full = written
        if source.first == source.last:
            full = self._full_name(surname) or written
            bearer = bearer_of(self.lexicon.names.get(full.lower(), ()), clues)
            if bearer is None and full == written:
                bearer = bearer_of_surname(self.lexicon, surname, clues)
            if bearer is not None:
                return official_identity(bearer)
        bearer = same_person(self.lexicon, full, clues) if " " in full else None
        if bearer is not None:
            return official_identity(bearer)
        role = self._role(tokens, source)
        if role[1] == "person" and any(
            tokens.has("rank", i) for i in range(source.phrase[0], source.first)
        ):
            role = (role[0] or self.place_code, "military")
        return Identity(
            name=full.replace("’", "'"),
            party=role[0],
            kind=role[1],
            description=tokens.between(*source.phrase).lower(),
            is_person=True,
            rule="source.person",
        )

    def _clues(self, tokens: Tokens | None = None, source: Source | None = None) -> Clues:
        """Return what tells whose a name is: the day, the sides, the phrase around it."""
        if tokens is None or source is None:
            return Clues(day=self.day, sides=self.sides)
        first, last = source.phrase
        beside = [i for i in range(first, last + 1) if not source.first <= i <= source.last]
        return Clues(
            day=self.day,
            sides=self.sides,
            words=title_words(tokens, first, source.first - 1)
            | title_words(tokens, source.last + 1, last),
            parties=frozenset(n.party for i in beside for n in tokens.names.get(i, ())),
            is_described=any(speaks(tokens, i) for i in beside),
            is_shouted=tokens.is_shouted,
        )

    def _by_description(self, tokens: Tokens, source: Source) -> Identity:
        words = tokens.between(source.first, source.last).replace("’", "'")
        again = self._mentioned(tokens, source)
        state = self._state_around(tokens, source)
        if again is not None and (state is None or again.party == state):
            return again
        body = body_in(tokens, source)
        if body is not None:
            return named_identity(body, words)
        holder = self._by_office(tokens, source)
        if holder is not None:
            return holder
        head = source.head
        if head is not None and tokens.letters[head] == "E":
            for name in tokens.names.get(head, ()):
                if name.sort in ("name", "seat", "people"):
                    return named_identity(name, words)
            return Identity(name=bare_name(words), party=None, kind="other", rule="source.name")
        party, kind = self._role(tokens, source)
        owner = self.lexicon.parties.get(party or "")
        if owner is not None and kind != "other" and tokens.has("possessive.third", source.first):
            words = f"{owner.name}'s {tokens.between(source.first + 1, source.last)}"
        return Identity(
            name=bare_name(words),
            party=party,
            kind=kind,
            description=words.lower(),
            is_vague=party is None and is_vague(tokens, source),
            rule="source.described",
        )

    def _by_office(self, tokens: Tokens, source: Source) -> Identity | None:
        """Return who held the office that a phrase names: "the Ukrainian president"."""
        head = source.head
        if head is None or self.day is None or source.last != head or tokens.letters[head] != "n":
            return None
        side = next(
            (
                n.party
                for i in range(source.first, head)
                for n in tokens.names.get(i, ())
                if n.party
            ),
            None,
        )
        offices = self.lexicon.offices.get((side or "", tokens.lows[head]), ())
        holding = [office for office in offices if office.since and office.holds_on(self.day)]
        if len(holding) != 1:
            return None
        office = holding[0]
        return Identity(
            name=office.name,
            party=office.party or None,
            kind=kind_of(office.kind),
            is_person=True,
            rule="source.office",
        )

    def _mentioned(self, tokens: Tokens, source: Source) -> Identity | None:
        """Return who "the ministry", "the governor" was, where the text named one before."""
        head = source.head
        if head is None or tokens.letters[head] != "n" or source.last != head:
            return None
        if not tokens.has("determiner", source.first) or tokens.has("number.article", source.first):
            return None
        if tokens.has("possessive.third", source.first):
            return None  # "its army" is that of the side named last
        inner = tokens.lows[source.first + 1 : head]
        is_media = _is_media(tokens.lexicon, tokens.lows[head])
        for words, who in reversed(self.heard):
            if is_media and not inner and who.kind == "media":
                known = {w for w in words.split() if _is_media(tokens.lexicon, w)}
                if not known or tokens.lows[head] in known:
                    return who
            if _holds(words + " " + who.description, tokens.lows[head]) and all(
                _holds(words + " " + who.description, word) for word in inner
            ):
                return who
        return None

    def _state_around(self, tokens: Tokens, source: Source) -> str | None:
        """Return the state that speaks around: "Russia gave a toll, when **the ministry** said"."""
        first = source.phrase[0]
        return self.state_speaking if first and tokens.letters[first - 1] == "S" else None

    def _role(self, tokens: Tokens, source: Source) -> tuple[str | None, ClaimantKind]:
        """Return side and kind that the words of a phrase give: "Ukraine's defence ministry"."""
        kind: ClaimantKind = "person" if source.is_person else "other"
        first, last = source.phrase
        head = source.head
        order = [head] if head is not None and not tokens.has("claimant.document", head) else []
        for index in (*order, *range(first, last + 1)):
            low, roles = tokens.lows[index], tokens.roles[index]
            for role in ("claimant", "claimant.speaker", "claimant.document"):
                entry = tokens.lexicon.of(role)[low] if role in roles else None
                if entry is not None and entry.text("kind"):
                    kind = kind_of(entry.text("kind") or "other")
                    break
            else:
                continue
            break
        party: str | None = None
        if tokens.has("side.nation", first + 1) and tokens.letters[first + 2 : first + 3] == ["j"]:
            party = _first_side(tokens, first) or self.last_side
        elif tokens.has("possessive.third", first):
            party = self.last_side or (self.last_body.party if self.last_body else None)
        for index in range(first, last + 1):
            party = party or _installed_by(tokens.lows[index], tokens.lexicon)
            for name in tokens.names.get(index, ()):
                if name.kind in ("international organisation", "ngo") and not party:
                    return None, kind_of(name.kind)  # "United Nations investigators in Congo"
                party = party or name.party or None
        if are_two_sides(tokens, first, last):
            return None, kind
        if party is None and kind in ("government", "military"):
            for index in range(first, last + 1):
                code = tokens.lexicon.places.get(tokens.lows[index])
                party = party or code
            party = party or self._state_around(tokens, source) or self.place_code
        if kind == "international organisation" and party is not None:
            return party, "government"  # "a Pentagon inquiry", "the country's truth commission"
        if kind == "media" and party is None:
            is_states = any(tokens.lows[i].startswith("state") for i in range(first, last + 1))
            party = self.place_code if is_states else None
        if kind in ("ngo", "witness"):
            party = None
        return party, kind


def _first_side(tokens: Tokens, stop: int) -> str | None:
    """Return the first state that a sentence names before a token: "Velmora", "Velmoran"."""
    for index in range(stop):
        for name in tokens.names.get(index, ()):
            if name.party and name.kind == "government":
                return name.party
    return None


def _installed_by(low: str, lexicon: Lexicon) -> str | None:
    """Return the side that put an official in his place: "the Kastavian-installed mayor"."""
    side, _, made = low.partition("-")
    if not made or not lexicon.has("side.installed", made):
        return None
    return next((name.party for name in lexicon.names.get(side, ()) if name.party), None)


def _is_media(lexicon: Lexicon, low: str) -> bool:
    """Say whether a word is a noun of the press: "newspaper", "agency"."""
    entry = lexicon.entry("claimant", low)
    return entry is not None and entry.text("kind") == "media"


def _is_tail(tokens: Tokens, last: int) -> bool:
    """Say whether a pronoun and its cue end what was said: "Dorna was shelled, it said."."""
    before, after = tokens.letters[last - 1 : last], tokens.letters[last + 1 : last + 3]
    return before in ([","], ['"']) and after in (["V", "."], ["V", ","], ["V"])


def _are_people(tokens: Tokens, source: Source, who: Identity) -> bool:
    """Say whether a described source is people, whom no "it" stands for: "officials"."""
    if source.pronoun is not None:
        return source.pronoun == "they"
    head = source.head
    if head is None or head in tokens.names:
        return False
    is_plural = any(
        tokens.has(role, head) and tokens.form(role, head) == "plural"
        for role in ("claimant", "claimant.speaker", "victim")
    )
    return who.kind in ("witness", "anonymous", "person") or (
        is_plural and tokens.has("victim", head)
    )


def is_human(tokens: Tokens, source: Source) -> bool:
    """Say whether a described source is one person: "a police officer", not "the ministry"."""
    head = source.head
    if head is None:
        return False
    for role in ("victim", "claimant.speaker"):
        if tokens.has(role, head) and tokens.form(role, head) == "singular":
            return True
    return False


def _holds(words: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", words) is not None
