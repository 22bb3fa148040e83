"""What is told as a new contradiction, and under which key."""

import datetime as dt
from dataclasses import replace

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import list_disputes
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.disputes import Dispute
from counterclaim.model.documents import Document
from counterclaim.model.kept import keep_unledgered
from counterclaim.model.periods import Window
from counterclaim.watch.notices import find_new, keys_of

LEXICON = load_lexicon()
DAY = "2022-03-02"
SINCE = "had been killed in Ukraine since the war began."
RUSSIA = f"Russia's defence ministry said on Wednesday that 498 of its soldiers {SINCE}"
UKRAINE = f"Volodymyr Zelensky said on Wednesday that close to 6,000 Russian soldiers {SINCE}"
THIRD = f"The Pentagon said on Wednesday that 2,000 Russian soldiers {SINCE}"
BOTH = ((RUSSIA, DAY), (UKRAINE, DAY))


def disputes_of(*texts: tuple[str, str]) -> list[Dispute]:
    kept = []
    for text, day in texts:
        document = Document(text=text, source=text[:9], published=Window.parse(day))
        kept += keep_unledgered(document, extract_sightings(document, LEXICON))
    return list_disputes(group_claims(kept, LEXICON), LEXICON)


def test_what_was_not_told_is_a_notice_of_its_question() -> None:
    disputes = disputes_of(*BOTH)
    (notice,) = find_new(disputes, set())
    assert [claim.quantity.value for claim in notice.claims] == [498, 6000]
    assert [pair.verdict for pair in notice.pairs] == ["contradict"]
    assert find_new(disputes, set(notice.keys)) == []


def test_only_the_new_pair_of_a_known_question_is_told() -> None:
    told = set(keys_of(disputes_of(*BOTH)))
    (notice,) = find_new(disputes_of(*BOTH, (THIRD, DAY)), told)
    assert len(notice.pairs) == 2
    assert {2000} < {claim.quantity.value for claim in notice.claims}
    (third,) = [claim.id for claim in notice.claims if claim.quantity.value == 2000]
    assert all(third in (pair.a, pair.b) for pair in notice.pairs)


def test_key_stays_when_an_earlier_document_turns_up() -> None:
    late = disputes_of((RUSSIA, "2022-03-03"), (UKRAINE, DAY))
    early = disputes_of((RUSSIA, "2022-03-03"), (UKRAINE, DAY), (f"Again: {RUSSIA}", DAY))
    assert {claim.id for one in late for claim in one.claims} != {
        claim.id for one in early for claim in one.claims
    }
    assert keys_of(late) == keys_of(early)


def test_record_names_the_question_the_claims_and_the_reason() -> None:
    (notice,) = find_new(disputes_of(*BOTH), set())
    record = notice.record(dt.datetime(2022, 3, 2, 12, tzinfo=dt.UTC))
    assert (record["type"], record["at"]) == ("contradiction", "2022-03-02T12:00:00+00:00")
    assert len(record["claims"]) == 2
    assert record["pairs"][0]["verdict"] == "contradict"


def test_sum_that_no_pair_contradicts_is_told_once() -> None:
    (dispute,) = disputes_of(*BOTH)
    changes = [claim.id for claim in dispute.claims]
    no_pair = replace(
        dispute,
        verdicts=tuple(replace(pair, verdict="compatible") for pair in dispute.verdicts),
    )
    if not no_pair.changes:
        pytest.fail("the question has nothing that would have to move")
    (notice,) = find_new([no_pair], set())
    assert notice.pairs == ()
    assert {claim.id for claim in notice.claims} <= set(changes)
    assert find_new([no_pair], set(notice.keys)) == []
