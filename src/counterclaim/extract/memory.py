"""Document memory: who a name, a role or a pronoun stands for, as the text has it so far.

Invariant: memory only looks back, except for full names, which are gathered from the whole text
once, since a headline may use a surname that the body introduces.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from counterclaim.extract.officials import (
    Bearer,
    Clues,
    bearer_of,
    bearer_of_surname,
    lone_official,
    same_person,
    title_words,
)
from counterclaim.extract.sources import Source, speaks
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.parties import Name
from counterclaim.model.notes import note
from counterclaim.model.parties import ClaimantKind
from counterclaim.text.tokens import Tokens

# At most 40 letters a word: longer ones are no names, and time stays linear over one long word.
_FULL_NAME = re.compile(
    r"([A-Z\x80-\U0010ffff](?<=[^\W\d_])(?<!\w.)[\w’'-]{1,40}+"
    r"(?: (?:bin|al|el|de|von|van|[A-Z]\.))?+ [^\W\d_a-z][\w’'-]{0,40}[^\W\d_])\b"
)

_MAX_HEARD = 60  # speakers that are kept in mind, so that time stays linear


@note
class Identity:
    """Who speaks: canonical name, side, kind of body; ``text`` holds the words of a description."""

    name: str
    party: str | None
    kind: ClaimantKind
    description: str = ""
    is_person: bool = False
    is_vague: bool = False
    rule: str = "source.described"


class Memory:
    """What one document has said so far about its speakers."""

    def __init__(self, text: str, lexicon: Lexicon, day: dt.date | None) -> None:
        self.lexicon = lexicon
        self.day = day
        self.people: dict[str, Identity] = {}
        self.last_person: Identity | None = None
        self.last_body: Identity | None = None
        self.last: Identity | None = None
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
            for full in _full_names(self.text, self.lexicon):
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
                self.last_person = _official(bearer)
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
                    self.last_person = _official(_as_bearer(lone))
                    return

    def remember(self, tokens: Tokens, source: Source, who: Identity) -> None:
        """Take note of a speaker, for the pronouns and roles that follow."""
        if source.pronoun is None:
            words = tokens.between(*source.phrase).lower()
            self.heard.append((words, who))
            del self.heard[:-_MAX_HEARD]
        if _is_human(tokens, source):
            self.last_person = who
        if who.is_person:
            self.last_person = who
            self.people.setdefault(who.name.split()[-1].lower(), who)
        else:
            self.last_body = who
        self.last = who

    # -- the three ways ------------------------------------------------------------------------

    def _by_pronoun(self, tokens: Tokens, source: Source) -> Identity | None:
        if tokens.has("pronoun.person", source.first):
            return self.last_person or self.last
        inside = self._subject_before(tokens, source.first)
        if inside is not None and not _is_tail(tokens, source.last):
            return inside
        return self.last_body or self.last

    def _subject_before(self, tokens: Tokens, stop: int) -> Identity | None:
        """Return the first named body of the sentence: "Russia blamed …, in which it said"."""
        for index in range(stop):
            for name in tokens.names.get(index, ()):
                if name.sort in ("name", "body", "seat") and tokens.letters[index - 1 : index] != [
                    "P"
                ]:
                    return _named(name, tokens.word(index))
        return None

    def _by_name(self, tokens: Tokens, source: Source) -> Identity:
        clues = self._clues(tokens, source)
        for index in range(source.first, source.last + 1):
            bearer = bearer_of(tokens.names.get(index, ()), clues)
            if bearer is not None:
                return _official(bearer)
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
                return _official(bearer)
        bearer = same_person(self.lexicon, full, clues) if " " in full else None
        if bearer is not None:
            return _official(bearer)
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
        if again is not None:
            return again
        for index in range(source.first, source.last + 1):
            for name in tokens.names.get(index, ()):
                if name.sort == "body" or (name.kind != "government" and name.sort == "name"):
                    if source.head is None or index in (source.head, source.last):
                        return _named(name, words)
        holder = self._by_office(tokens, source)
        if holder is not None:
            return holder
        head = source.head
        if head is not None and tokens.letters[head] == "E":
            for name in tokens.names.get(head, ()):
                if name.sort in ("name", "seat", "people"):
                    return _named(name, words)
            return Identity(name=_bare(words), party=None, kind="other", rule="source.name")
        party, kind = self._role(tokens, source)
        owner = self.lexicon.parties.get(party or "")
        if owner is not None and tokens.has("possessive.third", source.first):
            words = f"{owner.name}'s {tokens.between(source.first + 1, source.last)}"
        is_vague = head is not None and tokens.has("source.vague", head) and party is None
        return Identity(
            name=_bare(words),
            party=party,
            kind=kind,
            description=words.lower(),
            is_vague=is_vague,
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
            kind=_kind(office.kind),
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
        inner = tokens.lows[source.first + 1 : head]
        for words, who in reversed(self.heard):
            if _holds(words + " " + who.description, tokens.lows[head]) and all(
                _holds(words + " " + who.description, word) for word in inner
            ):
                return who
        return None

    def _role(self, tokens: Tokens, source: Source) -> tuple[str | None, ClaimantKind]:
        """Return side and kind that the words of a phrase give: "Ukraine's defence ministry"."""
        kind: ClaimantKind = "person" if source.is_person else "other"
        first, last = source.phrase
        order = [source.head] if source.head is not None else []
        for index in (*order, *range(first, last + 1)):
            for role in ("claimant", "claimant.speaker", "claimant.document"):
                entry = tokens.lexicon.entry(role, tokens.lows[index])
                if entry is not None and entry.text("kind"):
                    kind = _kind(entry.text("kind") or "other")
                    break
            else:
                continue
            break
        party: str | None = None
        if tokens.has("possessive.third", first):
            party = self.last_side or (self.last_body.party if self.last_body else None)
        for index in range(first, last + 1):
            for name in tokens.names.get(index, ()):
                if name.kind in ("international organisation", "ngo") and not party:
                    return None, _kind(name.kind)  # "United Nations investigators in Congo"
                party = party or name.party or None
        if party is None and kind in ("government", "military"):
            for index in range(first, last + 1):
                code = tokens.lexicon.places.get(tokens.lows[index])
                party = party or code
            party = party or self.place_code
        if kind in ("media", "ngo", "international organisation", "witness"):
            party = party if kind == "media" else None
        return party, kind


def _is_tail(tokens: Tokens, last: int) -> bool:
    """Say whether a pronoun and its cue end what was said: "Dorna was shelled, it said."."""
    before, after = tokens.letters[last - 1 : last], tokens.letters[last + 1 : last + 3]
    return before in ([","], ['"']) and after in (["V", "."], ["V", ","], ["V"])


def _is_human(tokens: Tokens, source: Source) -> bool:
    """Say whether a described source is one person: "a police officer", not "the ministry"."""
    head = source.head
    if head is None:
        return False
    for role in ("victim", "claimant.speaker"):
        if tokens.has(role, head) and tokens.form(role, head) == "singular":
            return True
    return False


def _full_names(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the pairs of capitalised words that may be a person's name, without a title."""
    place = 0
    while (match := _FULL_NAME.search(text, place)) is not None:
        full = match.group(1)
        first = full.split()[0]
        if _opens_no_name(first.lower().replace("’", "'"), lexicon):
            place = match.start() + len(first)
            continue
        place = match.end()
        yield full


def _opens_no_name(low: str, lexicon: Lexicon) -> bool:
    """Say whether a word before a name is none of it: "President", "Russia's", "But"."""
    if low.endswith("'s") or lexicon.has("honorific", low) or low in lexicon.letters:
        return True
    names = lexicon.names.get(low, ())
    return any(name.sort in ("name", "adjective", "seat", "body") for name in names)


def _as_bearer(name: Name) -> Bearer:
    return Bearer(name=name.canonical, party=name.party or None, kind=name.kind)


def _official(bearer: Bearer) -> Identity:
    return Identity(
        name=bearer.name,
        party=bearer.party,
        kind=_kind(bearer.kind),
        is_person=True,
        rule="source.official",
    )


def _named(name: Name, words: str) -> Identity:
    canonical = name.canonical if name.sort in ("body", "official") else _bare(words)
    if name.sort == "name" and name.kind != "government":
        canonical = name.canonical
    return Identity(
        name=canonical.replace("’", "'"),
        party=name.party or None,
        kind=_kind(name.kind),
        rule=f"source.{name.sort}",
    )


def _bare(words: str) -> str:
    return words.removesuffix("'s").strip()


def _holds(words: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", words) is not None


def _kind(kind: str) -> ClaimantKind:
    table: dict[str, ClaimantKind] = {
        "government": "government",
        "military": "military",
        "armed group": "armed group",
        "international organisation": "international organisation",
        "ngo": "ngo",
        "media": "media",
        "witness": "witness",
        "anonymous": "anonymous",
        "person": "person",
    }
    return table.get(kind, "other")
