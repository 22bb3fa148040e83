"""Identity: whole countries, canonical names, and the wars that began on a day."""

import datetime as dt

from counterclaim.group.identity import Gazetteer, claimant_key, is_identified
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.parties import Claimant


def test_country_names_hold_states_and_no_towns(lexicon: Lexicon) -> None:
    names = Gazetteer.of(lexicon).countries
    assert {"ukraine", "russia"} <= names
    assert not {"kyiv", "mariupol", "ukrainian"} & names


def test_an_alias_leads_to_the_canonical_name(lexicon: Lexicon) -> None:
    names = Gazetteer.of(lexicon)
    assert names.canonical("WHO") == names.canonical("the World Health Organization")
    assert names.canonical("The  Harbour Office") == "harbour office"


def test_a_war_is_known_by_its_first_day(invented: Lexicon) -> None:
    names = Gazetteer.of(invented)
    assert names.war_from(dt.date(2023, 9, 14), "XA") == "karrin-2023"
    assert names.war_from(dt.date(2023, 9, 15), "XA") is None


def test_a_side_is_the_key_and_an_unnamed_speaker_is_not_identified(lexicon: Lexicon) -> None:
    names = Gazetteer.of(lexicon)
    speaker = Claimant(text="he", start=0, end=2, name="Ilen Torv", party="QK", kind="military")
    assert (claimant_key(speaker, names), is_identified(speaker)) == ("QK", True)
    unnamed = Claimant(text="he", start=0, end=2, name="a man", party="QK", kind="anonymous")
    assert is_identified(unnamed) is False
    assert (claimant_key(None, names), is_identified(None)) == ("", False)
