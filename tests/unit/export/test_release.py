"""A release cannot be built with ids that are shared or lead nowhere."""

import datetime as dt
from dataclasses import replace

import pytest

from counterclaim.errors import RecordError
from counterclaim.export.release import Release


def test_instant_without_zone_is_refused(example: Release) -> None:
    with pytest.raises(RecordError, match="has no time zone"):
        replace(example, as_of=dt.datetime(2022, 3, 3))  # noqa: DTZ001  # what is tested


def test_shared_id_is_refused(example: Release) -> None:
    with pytest.raises(RecordError, match="two documents of a release have the id"):
        replace(example, documents=example.documents * 2)


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ("documents", "the document .* is not in the release"),
        ("sightings", "the sighting .* is not in the release"),
        ("claims", "the claim .* is not in the release"),
    ],
)
def test_link_that_leads_nowhere_is_refused(example: Release, left_out: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        replace(example, **{left_out: ()})


def test_order_is_that_of_ids(example: Release) -> None:
    turned = replace(example, claims=example.claims[::-1], sightings=example.sightings[::-1])
    assert turned.in_order() == example.in_order()
    ids = [claim.id for claim in turned.in_order().claims]
    assert ids == sorted(ids)
