"""The lexicon in use: words to roles, phrases to entries, names to parties, places to countries.

Invariant: every key is lower case; a phrase is stored under its first token. Nothing here decides
what a text means.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from counterclaim.lexicon.cutting import cut
from counterclaim.lexicon.entries import Entry
from counterclaim.lexicon.letters import letter_of
from counterclaim.lexicon.parties import Name, Office, War
from counterclaim.lexicon.weights import Weights
from counterclaim.model.parties import Party

Phrases = dict[str, dict[str, tuple[tuple[str, ...], ...]]]


class Lexicon:
    """All words of a language and all names, ready to be looked up.

    ``roles[role][word]`` is the entry that gives ``word`` that role; ``letters[word]`` the class
    letter of the word; ``names[word]`` the meanings of a name, in no order of preference;
    ``surnames[word]`` the officials who bear it, ``lone_surnames`` those that are nothing else:
    no place, and no word of any role, such as ``surname.word``. ``languages`` are the ISO 639-1
    codes of the languages whose words it has, and so can read. ``version`` is a digest of all
    that the tables say to the engine, the same wherever they say the same.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self.roles: dict[str, dict[str, Entry]] = defaultdict(dict)
        self.letters: dict[str, str] = {}
        self.forms: dict[str, dict[str, str]] = defaultdict(dict)
        self.parties: dict[str, Party] = {}
        self.names: dict[str, list[Name]] = defaultdict(list)
        self.surnames: dict[str, list[Name]] = {}
        self.lone_surnames: frozenset[str] = frozenset()
        self.wars: dict[str, War] = {}
        self.wars_of: dict[str, set[str]] = {}  # ids by party or country
        self.places: dict[str, str] = {}
        self.roles_of: dict[str, frozenset[str]] = {}
        self.outcome_nouns: frozenset[str] = frozenset()
        self.soldiers: frozenset[str] = frozenset()
        self.phrases: Phrases = {}
        self.proper: Phrases = {}
        self.acronyms: set[str] = set()
        self.offices: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self.weights = Weights()
        self.version = ""
        self.languages: frozenset[str] = frozenset()
        self.splits: dict[str, list[Entry]] = defaultdict(list)
        self._sort_words(entries)

    def of(self, role: str) -> Mapping[str, Entry]:
        """Return the words of a role with their entries; empty if the role has none."""
        return self.roles.get(role, {})

    def has(self, role: str, word: str) -> bool:
        """Say whether ``word`` (lower case) has the role."""
        words = self.roles.get(role)
        return words is not None and word in words

    def entry(self, role: str, word: str) -> Entry | None:
        """Return the entry that gives ``word`` the role, or ``None``."""
        words = self.roles.get(role)
        return words.get(word) if words is not None else None

    def add_party(self, party: Party, names: Iterable[tuple[str, Name]]) -> None:
        """Add a party with every name that leads to it."""
        self.parties[party.id] = party
        names = list(names)
        written = {word for word, _ in names}
        for word, meaning in names:
            if meaning.sort == "surname":
                low = word.lower().replace("’", "'")
                self.surnames.setdefault(low, []).append(meaning)
                continue
            self.names[word.lower()].append(meaning)
            office = meaning.office
            if office is not None and word == office.name:
                self.offices[(meaning.party, office.office.lower())].append(office)
            if word.isupper() and len(word) < 6 and word.capitalize() not in written:
                self.acronyms.add(word.lower())

    def add_war(self, war: War) -> None:
        """Add a war."""
        self.wars[war.id] = war
        for party in {*war.theatre, *(party for side in war.sides for party in side)}:
            self.wars_of.setdefault(party, set()).add(war.id)

    def add_places(self, places: Iterable[tuple[str, str]]) -> None:
        """Add places with their country codes; the first country that claims a name keeps it."""
        for place, code in places:
            self.places.setdefault(place, code)

    def seal(self) -> None:
        """Build the tables of phrases. Call once, after the last addition."""
        nouns = self.roles.get("victim", {})
        self.outcome_nouns = frozenset(w for w, entry in nouns.items() if entry.text("outcome"))
        self.soldiers = frozenset(w for w, e in nouns.items() if e.text("class") == "military")
        self.phrases = _by_first(word for words in self.roles.values() for word in words)
        self.proper = _by_first([*self.names, *self.places])
        known = self.roles_of.keys() | self.places.keys() | self.acronyms
        self.lone_surnames = frozenset(
            word
            for word in self.surnames.keys() - known
            if all(name.sort == "official" for name in self.names.get(word, ()))
        )

    def _sort_words(self, entries: Iterable[Entry]) -> None:
        seen: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self.entries[entry.id] = entry
            for word in entry.words:
                self.roles[entry.role].setdefault(word, entry)
                seen[word].append(entry.role)
            for verb in entry.verbs:
                for form in ("participle", "past", "gerund", "third", "base"):
                    self.forms[entry.role].setdefault(getattr(verb, form), form)
            if entry.complements:
                for word in entry.words:
                    self.splits[word].append(entry)
            for singular, plural in entry.nouns:
                self.forms[entry.role].setdefault(plural, "plural")
                self.forms[entry.role].setdefault(singular, "singular")
        self.roles_of = {word: frozenset(roles) for word, roles in seen.items()}
        for word, roles in seen.items():
            letter = letter_of(roles, {role: self.forms[role].get(word, "") for role in roles})
            if letter:
                self.letters[word] = letter


def _by_first(words: Iterable[str]) -> Phrases:
    found: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for word in words:
        tokens = tuple(token.strip() for token in cut(word))
        if len(tokens) > 1:
            found[tokens[0]][tokens[1]].add(tokens)
    return {
        first: {
            second: tuple(sorted(many, key=lambda t: (-len(t), t)))
            for second, many in seconds.items()
        }
        for first, seconds in found.items()
    }
