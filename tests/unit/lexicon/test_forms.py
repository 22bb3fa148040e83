"""Regular inflection, and the irregular forms that the tables spell out."""

import pytest

from counterclaim.lexicon.forms import plural_of, verb_forms


@pytest.mark.parametrize(
    ("noun", "singular", "plural"),
    [
        ("soldier", "soldier", "soldiers"),
        ("body", "body", "bodies"),
        ("boy", "boy", "boys"),
        ("loss", "loss", "losses"),
        ("witness", "witness", "witnesses"),
        ("clash", "clash", "clashes"),
        ("coach", "coach", "coaches"),
        ("fatality", "fatality", "fatalities"),
        ("man/men", "man", "men"),
        ("crew member", "crew member", "crew members"),
        ("passer-by/passers-by", "passer-by", "passers-by"),
        ("police officer", "police officer", "police officers"),
    ],
)
def test_noun_has_its_plural(noun: str, singular: str, plural: str) -> None:
    assert plural_of(noun) == (singular, plural)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("kill", ("kill", "kills", "killed", "killed", "killing")),
        ("injure", ("injure", "injures", "injured", "injured", "injuring")),
        ("bury", ("bury", "buries", "buried", "buried", "burying")),
        ("slay/slew/slain/slaying", ("slay", "slays", "slew", "slain", "slaying")),
        ("crush", ("crush", "crushes", "crushed", "crushed", "crushing")),
        ("free", ("free", "frees", "freed", "freed", "freeing")),
        ("destroy", ("destroy", "destroys", "destroyed", "destroyed", "destroying")),
        ("own up to", ("own up to", "owns up to", "owned up to", "owned up to", "owning up to")),
        (
            "make clear/made clear/made clear/making clear",
            ("make clear", "makes clear", "made clear", "made clear", "making clear"),
        ),
    ],
)
def test_verb_has_its_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert tuple(verb_forms(verb)) == forms
