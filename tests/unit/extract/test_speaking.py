"""Who speaks where the cue is far, elided, a document's, or a noun that looks like a verb."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


def _names(text: str, read: Reader) -> dict[str, str | None]:
    return {
        one.quantity.text: one.claimant.name if one.claimant is not None else None
        for one in read(text)
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The army put the dead at 10, the rebels at 40.", {"10": "The army", "40": "the rebels"}),
        (
            "The army put the death toll at 10, and the rebels at 40.",
            {"10": "The army", "40": "the rebels"},
        ),
        (
            "Police said 10 people were killed, hospitals 12.",
            {"10": "Police", "12": "hospitals"},
        ),
        (
            "The radio reported two killed in the crush, the interior ministry five.",
            {"two": "The radio", "five": "the interior ministry"},
        ),
        (
            "The army said 10 rebels died and nine soldiers were wounded.",
            {"10": "The army", "nine": "The army"},
        ),
        (
            "The mayor said the blast killed 10 people, police officers and doctors among them.",
            {"10": "The mayor"},
        ),
    ],
)
def test_speaker_without_a_cue_has_that_of_the_one_before(
    text: str, names: dict[str, str | None], read: Reader
) -> None:
    found = _names(text, read)
    assert {figure: found[figure] for figure in names} == names


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        (
            "The ELN claimed responsibility, but said that 13 soldiers had died.",
            "13",
            "National Liberation Army",
        ),
        ("A doctor declined to say who died, but said 13 were hurt.", "13", "A doctor"),
        ("The mayor visited the hospital but said 13 people had died.", "13", "The mayor"),
        (
            "A UN report published on Tuesday found that 13 civilians were killed.",
            "13",
            "A UN report",
        ),
        ("A report released last week said that 13 civilians were killed.", "13", "A report"),
        ("Hospital records seen by reporters list 13 dead.", "13", "Hospital records"),
        ("Hospital records show that 13 people died.", "13", "Hospital records"),
        ("Leaked documents put Russian dead at 13.", "13", "Leaked documents"),
        ("The study, published in the Lancet, estimated 13 deaths.", "estimated 13", "The study"),
        (
            "Rain killed 4 people in India's northeastern states and left 13 missing, police said.",
            "13",
            "police",
        ),
        ("The hospital records 13 deaths a week.", "13", "The hospital"),
        ("Two sources told Reuters that 13 people had died.", "13", "Two sources"),
        ("Three sources said that 13 people had died.", "13", "Three sources"),
        ("Sources said that 13 people had died.", "13", None),
    ],
)
def test_speaker_is_read(text: str, figure: str, name: str | None, read: Reader) -> None:
    assert _names(text, read)[figure] == name


def test_ministry_beside_the_state_that_speaks_is_that_state_s(read: Reader) -> None:
    text = (
        "Fighting went on in Ukraine. Russia last gave a toll in March, when the Defense Ministry "
        "said 1,351 servicemen had died."
    )
    claimant = next(one.claimant for one in read(text) if one.quantity.text == "1,351")
    assert claimant is not None
    assert claimant.party == "RU"


def test_title_of_an_interview_names_its_guest(read: Reader) -> None:
    text = "Interview: General Yusuf Adan\n\nQ: How was it?\n\nA: We lost 17 soldiers."
    assert _names(text, read)["17"] == "Yusuf Adan"


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        (
            "Three men were killed, said Anton Reshk, an elder, and 13 families had fled.",
            "13",
            "Anton Reshk",
        ),
        (
            "The war killed 400, according to the union, and drove 13 from their homes.",
            "13",
            "the union",
        ),
        (
            "At least 23 people died, the ministry said in a bulletin: 13 in Dorna.",
            "23",
            "the ministry",
        ),
        (
            "The toll rose to 13 on Sunday, the mayor told a news conference, as rain fell.",
            "13",
            "the mayor",
        ),
        ("The union had by last week counted the names of 13 dead.", "13", "The union"),
        ("Three nuns were abducted on Friday, their order said.", "Three", "their order"),
        (
            "Bakhtawar, who goes by one name, sat there. He had buried 13 sons, he said.",
            "13",
            "Bakhtawar",
        ),
    ],
)
def test_reach_and_speaker_of_a_tail(text: str, figure: str, name: str, read: Reader) -> None:
    found = {one.quantity.text.split()[-1]: one.claimant for one in read(text)}
    claimant = found[figure]
    assert claimant is not None
    assert claimant.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The mayor said 60 people had died. Nearly 900 were being treated for burns.",
            "The mayor",
        ),
        ("The mayor said 60 people had died. Nearly 900 were hurt in Brenik in May.", None),
        ("The mayor said 60 people had died.\n\nNearly 900 were hurt as a tent fell.", None),
        ("The mayor said he was sad. Nearly 900 people have drowned here.", None),
    ],
)
def test_count_that_goes_on_in_a_paragraph_keeps_its_speaker(
    text: str, name: str | None, read: Reader
) -> None:
    assert _names(text, read)["Nearly 900"] == name


def test_officials_of_two_sides_are_of_none(read: Reader) -> None:
    text = "At least 50 died, according to Russian and Ukrainian officials."
    claimant = read(text)[0].claimant
    assert claimant is not None
    assert claimant.party is None


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("The radio said 13 people died, citing a count by the union.", "13", "the union"),
        ("The radio said 13 people died, citing a nun who escaped.", "13", "a nun"),
        ("Police in Port Carrow said 13 people died.", "13", "Police in Port Carrow"),
        ("Forty people died, the mayor told reporters; 13 were missing.", "13", "the mayor"),
        (
            "Officials put the toll at 12; the Red Cross at 13.",
            "13",
            "International Committee of the Red Cross",
        ),
        (
            "The mayor flew to Dorna, where he told reporters that 13 people died.",
            "13",
            "The mayor",
        ),
        ("A new study in the Lancet found that 13 people died.", "13", "A new study in the Lancet"),
        ("Data from the health ministry show that 13 people died.", "13", "the health ministry"),
        ("A source close to the court said 13 people died.", "13", "A source close to the court"),
        ("The union says 40 died; doctors believe the toll is closer to 13.", "13", "doctors"),
        ("The army has yet to comment on claims by the rebels that 13 died.", "13", "the rebels"),
        ("The union said 40 people died; the radio gave a lower number, 13.", "13", "the radio"),
        (
            "Police said ten people were killed, hospitals 12 and the opposition 13.",
            "13",
            "the opposition",
        ),
    ],
)
def test_speaker_of_a_further_figure(text: str, figure: str, name: str, read: Reader) -> None:
    assert _names(text, read)[figure] == name
