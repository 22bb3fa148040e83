"""Entries: numbers without a gap, digests of content whatever its order, and a chain."""

import datetime as dt

import pytest

from counterclaim.ledger import schema
from counterclaim.ledger.entries import (
    GENESIS,
    Entry,
    Head,
    content_of,
    instant_of,
    instant_text,
    next_entry,
)


def test_instant_is_text_in_utc_and_back() -> None:
    east = dt.timezone(dt.timedelta(hours=3))
    instant = dt.datetime(2022, 3, 2, 1, 30, 0, 5, tzinfo=east)
    assert instant_text(instant) == "2022-03-01T22:30:00.000005Z"
    assert instant_of("2022-03-01T22:30:00.000005Z") == instant


def test_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        instant_text(dt.datetime(2022, 3, 2))  # noqa: DTZ001


def test_content_does_not_depend_on_the_order_of_rows_or_on_entries() -> None:
    a = {"source": "a", "reason": "r", "entry": 1}
    b = {"source": "b", "reason": "r"}
    assert content_of({schema.skips: [a, b]}) == content_of({schema.skips: [b, {**a, "entry": 9}]})
    assert content_of({schema.skips: [a]}) != content_of({schema.skips: [b]})
    assert content_of({}) != content_of({schema.skips: [a]})


def test_entry_follows_on_the_one_before() -> None:
    first = next_entry(Head(), at="2022", kind="run", run=None, content="c")
    assert (first.number, first.previous) == (1, GENESIS)
    second = next_entry(first.as_head(), at="2021", kind="end", run=1, content="d")
    assert (second.number, second.previous, second.at) == (2, first.sha256, "2022")


def test_digest_of_an_entry_is_pinned() -> None:
    entry = Entry(number=1, at="a", kind="run", run=None, content="c", previous="p")
    assert entry.sha256 == "7c8a8c782f63df64eba0e067f971d1a769ef1c47492956f1d498062b792e1b1e"
