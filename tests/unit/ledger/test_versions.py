"""Versions: what tells two readings, and two ways of grouping, apart."""

import re

from counterclaim.ledger.versions import engine_version, grouping_version


def test_version_is_a_release_with_a_digest_of_the_code() -> None:
    assert re.fullmatch(r"[0-9.a-z]+\+[0-9a-f]{8}", engine_version())


def test_reading_and_grouping_have_versions_of_their_own() -> None:
    assert engine_version() != grouping_version()
