"""The setting: which war a text tells of, and the day that an undated text gives itself."""

import datetime as dt

import pytest

from counterclaim.extract.setting import Setting, find_setting
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.periods import Window
from counterclaim.text.sentences import split_blocks, split_sentences
from counterclaim.text.tokens import Tokens

# Six days of war in Ukraine, with a weekday: only Wednesday, 2 March 2022, fits.
DATED = (
    "Ukraine and Russia gave different figures on Wednesday. Ukraine's president said that "
    "6,000 Russian soldiers had died within six days of war."
)


def setting_of(text: str, lexicon: Lexicon, published: str | None = None) -> Setting:
    sentences = [
        Tokens(text, span, lexicon)
        for block in split_blocks(text)
        for span in split_sentences(text, block, lexicon)
    ]
    return find_setting(sentences, Window.parse(published) if published else None, lexicon)


def test_undated_text_dates_itself(lexicon: Lexicon) -> None:
    assert setting_of(DATED, lexicon).day == dt.date(2022, 3, 2)


def test_date_that_a_text_gives_itself_is_marked(lexicon: Lexicon) -> None:
    assert setting_of(DATED, lexicon).is_inferred


def test_date_that_is_given_is_not_marked(lexicon: Lexicon) -> None:
    setting = setting_of(DATED, lexicon, "2022-03-02")
    assert (setting.day, setting.is_inferred) == (dt.date(2022, 3, 2), False)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine and Russia gave figures on Wednesday.",
        "Ukraine said 6,000 Russian soldiers had died within six days of war.",
        "Velmora said on Wednesday 6,000 soldiers had died within six days of war.",
        "",
    ],
)
def test_text_that_leaves_its_day_open_has_none(text: str, lexicon: Lexicon) -> None:
    assert setting_of(text, lexicon).published is None


def test_month_is_no_day(lexicon: Lexicon) -> None:
    assert setting_of(DATED, lexicon, "2022-03").day is None


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("Russia and Ukraine fight on.", "2022-06-01", "2022-02-24"),
        ("Israel and Hamas fight on in Gaza.", "2023-11-01", "2023-10-07"),
    ],
)
def test_war_is_the_one_between_the_sides_named(
    text: str, published: str, start: str, lexicon: Lexicon
) -> None:
    war = setting_of(text, lexicon, published).war
    assert war is not None
    assert war.start == dt.date.fromisoformat(start)


def test_war_that_had_not_begun_is_not_it(lexicon: Lexicon) -> None:
    war = setting_of("Russia and Ukraine fight on.", lexicon, "2016-06-01").war
    assert war is None or war.start < dt.date(2016, 6, 1)


def test_text_about_no_war_has_none(lexicon: Lexicon) -> None:
    assert setting_of("The mayor opened a bridge.", lexicon, "2022-06-01").war is None


def test_opponent_is_the_side_that_the_text_names(lexicon: Lexicon) -> None:
    setting = setting_of("Russia and Ukraine fight on.", lexicon, "2022-06-01")
    assert (setting.opponent_of("UA"), setting.opponent_of("RU")) == ("RU", "UA")


def test_nobody_has_no_opponent(lexicon: Lexicon) -> None:
    assert setting_of(DATED, lexicon).opponent_of(None) is None


def test_theatre_is_the_main_country_of_the_war(lexicon: Lexicon) -> None:
    assert setting_of("Russia and Ukraine fight on.", lexicon, "2022-06-01").theatre == "UA"
