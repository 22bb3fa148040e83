"""The examples of the lexicon are tests: every `yes` is read so, every `no` makes no claim.

An example of an outcome gives that outcome, one of a bound or vague word a quantity of that kind,
one of a claimant or cue a claimant, one of a hedge the hedge; any other gives a claim at all.
"""

from collections.abc import Iterator

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.entries import Entry
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

PUBLISHED = Window.parse("2022-03-02")
# What an example of a role has to show beyond a claim.
CLAIMANT_ROLES = ("claimant", "cue")
HEDGE_ROLES = ("hedge",)
# Entries whose `outcome` has to show; a victim noun's outcome holds only where no verb says more.
OUTCOME_ROLES = ("loss", "verb")


def list_examples(sort: str) -> list[tuple[Entry, str]]:
    """Return every entry with each of its examples of one sort."""
    return [
        (entry, sentence)
        for entry in load_lexicon().entries.values()
        for sentence in getattr(entry, sort)
    ]


def name_examples(examples: list[tuple[Entry, str]]) -> list[str]:
    """Return the names of the tests: entry and sentence."""
    return [f"{entry.id}: {sentence}" for entry, sentence in examples]


def read(sentence: str, lexicon: Lexicon) -> list[Sighting]:
    """Return the sightings of an example, read as a document of its own."""
    return extract_sightings(Document(text=sentence, published=PUBLISHED), lexicon)


def is_role(entry: Entry, roles: tuple[str, ...]) -> bool:
    """Say whether the entry has one of the roles, or one below it."""
    return any(entry.role == role or entry.role.startswith(f"{role}.") for role in roles)


def iter_faults(entry: Entry, sightings: list[Sighting]) -> Iterator[str]:
    """Yield what the sightings of a `yes` example lack."""
    if not sightings:
        yield "no claim"
        return
    outcome, kind = entry.text("outcome"), entry.text("kind")
    outcomes = {s.outcome for s in sightings}
    if outcome is not None and is_role(entry, OUTCOME_ROLES) and outcome not in outcomes:
        yield f"no claim of {outcome}"
    kinds = {s.quantity.kind for s in sightings}
    if is_role(entry, ("bound",)) and kind is not None and kind not in kinds:
        yield f"no quantity of kind {kind}"
    if entry.role == "vague" and "vague" not in kinds:
        yield "no vague quantity"
    if is_role(entry, CLAIMANT_ROLES) and not any(s.claimant for s in sightings):
        yield "no claimant"
    if is_role(entry, HEDGE_ROLES) and not any(s.hedge for s in sightings):
        yield "no hedge"


YES, NO = list_examples("yes"), list_examples("no")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return load_lexicon()


@pytest.mark.parametrize(("entry", "sentence"), YES, ids=name_examples(YES))
def test_example_is_read_as_its_entry_says(entry: Entry, sentence: str, lexicon: Lexicon) -> None:
    assert list(iter_faults(entry, read(sentence, lexicon))) == []


@pytest.mark.parametrize(("entry", "sentence"), NO, ids=name_examples(NO))
def test_counterexample_makes_no_claim(entry: Entry, sentence: str, lexicon: Lexicon) -> None:
    is_about_losses = not is_role(entry, CLAIMANT_ROLES + HEDGE_ROLES)
    counted = [s for s in read(sentence, lexicon) if not s.optional]
    if is_about_losses:
        assert [(s.quantity.text, s.outcome) for s in counted] == []
    elif is_role(entry, CLAIMANT_ROLES):
        assert [s.claimant.text for s in counted if s.claimant is not None] == []
    else:
        assert [s.hedge for s in counted if s.hedge is not None] == []


@pytest.mark.parametrize("role", ["victim", "claimant", "cue", "vague", "hedge"])
def test_every_entry_of_the_main_roles_has_an_example(role: str, lexicon: Lexicon) -> None:
    bare = [e.id for e in lexicon.entries.values() if e.role == role and not (e.yes or e.no)]
    assert bare == []


def test_every_example_names_a_word_of_its_entry() -> None:
    strange = [
        f"{entry.id}: {sentence}"
        for entry, sentence in YES
        if not any(word.replace("’", "'") in sentence.lower() for word in entry.words)
    ]
    assert strange == []
