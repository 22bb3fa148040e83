"""Denials, rejected claims and silence: whose figure it is, and whether he stands by it."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


def _found(text: str, figure: str, read: Reader) -> Sighting:
    return next(one for one in read(text) if one.quantity.text == figure)


def _name(sighting: Sighting) -> str | None:
    return sighting.claimant.name if sighting.claimant is not None else None


@pytest.mark.parametrize(
    ("text", "figure", "polarity"),
    [
        ("The army denied losing 400 men but admitted that 63 had died.", "400", "denied"),
        ("The army denied losing 400 men but admitted that 63 had died.", "63", "asserted"),
        ("The army denied that anyone had died but said 12 were wounded.", "12", "asserted"),
        ("The army denied that 60 men died, yet conceded that 9 were killed.", "9", "asserted"),
        ("The army denied losing 400 men, but later confirmed that 63 had died.", "63", "asserted"),
        ("The army denied that 40 men died and 12 were wounded.", "12", "denied"),
        (
            '"There is no evidence for half a million dead," the mayor said.',
            "half a million",
            "denied",
        ),
        ("There is no proof of 900 deaths, the mayor said.", "900", "denied"),
        ("It is impossible that 60 men died, the army said.", "60", "denied"),
        ("Nobody believes that 60 men died, the mayor said.", "60", "denied"),
        ('"That we killed 70 men is a slander," the general said.', "70", "denied"),
        ("It is inconceivable that 60 men died, the army said.", "60", "denied"),
        ("It is impossible to help all the 60 wounded, the mayor said.", "60", "asserted"),
    ],
)
def test_denial_ends_where_something_else_is_said(
    text: str, figure: str, polarity: str, read: Reader
) -> None:
    assert _found(text, figure, read).polarity == polarity


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The army dismissed the rebels' claim that 40 soldiers had been killed.", "The army"),
        ("The army rejected the rebels' claim to have killed 40 soldiers.", "The army"),
        ("India rejected Pakistan's claim to have killed 40 soldiers.", "India"),
        ("The rebels' claim of 40 dead was denied by the army.", "the army"),
        (
            'The army dismissed as "fantasy" the rebels\' claim to have killed 40 soldiers.',
            "The army",
        ),
        ("The army dismissed as “fantasy” the rebels’ claim that 40 soldiers died.", "The army"),
    ],
)
def test_rejected_claim_is_denied_by_who_rejects_it(text: str, claimant: str, read: Reader) -> None:
    found = _found(text, "40", read)
    assert (_name(found), found.polarity) == (claimant, "denied")


def test_own_of_a_rejected_claim_are_those_of_who_rejects_it(read: Reader) -> None:
    text = "India rejected Pakistan's claim to have killed 40 of its soldiers."
    assert _found(text, "40", read).victims.party == "IN"


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Contrary to Ukraine's claims, 63 soldiers died, Russia said.", "Russia"),
        ("Despite rebel claims, only 63 soldiers were killed, the army said.", "the army"),
        ("Contrary to what the governor said, 63 miners died, the union maintained.", "the union"),
        ("Despite the mayor's assurances, 63 miners died, the union said.", "the union"),
        ("Contrary to Ukraine's claims, 63 soldiers died.", None),
        ("Despite the rebels' claim that 63 soldiers died, the army held a parade.", "the rebels"),
    ],
)
def test_who_is_contradicted_answers_only_for_his_own_words(
    text: str, claimant: str | None, read: Reader
) -> None:
    assert _name(_found(text, "63", read)) == claimant


@pytest.mark.parametrize(
    "text",
    [
        "The army did not comment on reports that 20 soldiers were killed.",
        "The army declined to comment on reports that 20 soldiers were killed.",
        "The army would not comment on reports of 20 deaths.",
        "The army said it was checking reports that 20 soldiers had been killed.",
        "The army said it was aware of reports that 20 soldiers had been killed.",
        "The ministry said it was investigating reports of 20 dead.",
        "The army was looking into reports that 20 soldiers had been killed, a spokesman said.",
        "The army said it had no information about 20 deaths.",
        "The army said it was not aware of 20 deaths.",
    ],
)
def test_saying_nothing_is_no_claim(text: str, read: Reader) -> None:
    assert _name(_found(text, "20", read)) is None


def test_reports_on_which_nothing_is_said_keep_a_distance(read: Reader) -> None:
    text = "The army did not comment on reports that 20 soldiers were killed."
    assert _found(text, "20", read).hedge == "reports"


def test_report_by_somebody_that_is_looked_into_is_his(read: Reader) -> None:
    text = "The army said it was checking a report by the mayor that 20 soldiers were killed."
    assert _name(_found(text, "20", read)) == "the mayor"


def test_soldiers_of_a_rejected_claim_are_those_of_who_rejects_it(read: Reader) -> None:
    text = "Russia dismissed Ukraine's claim that 400 soldiers had been killed in Makiivka."
    assert _found(text, "400", read).victims.party == "RU"


def test_what_a_count_leaves_out_is_not_denied(read: Reader) -> None:
    text = "The mayor said the figure did not include 40 bodies in the morgue."
    assert _found(text, "40", read).polarity == "asserted"


def test_what_is_not_commented_on_is_not_denied(read: Reader) -> None:
    text = "The army did not comment on reports that 20 soldiers were killed."
    assert _found(text, "20", read).polarity == "asserted"
