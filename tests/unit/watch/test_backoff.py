from counterclaim.watch.backoff import LONGEST_S, Backoff


def test_a_feed_that_fails_is_left_alone_longer_each_time() -> None:
    backoff = Backoff(every_s=900)
    assert backoff.is_due("a", 0)
    assert [backoff.failed("a", 0) for _ in range(3)] == [1800, 3600, 7200]
    assert not backoff.is_due("a", 7199)
    assert backoff.is_due("a", 7200)
    assert backoff.is_due("b", 0)


def test_it_is_never_left_alone_for_more_than_a_day() -> None:
    backoff = Backoff(every_s=900)
    waits = [backoff.failed("a", 0) for _ in range(2000)]
    assert waits[-1] == LONGEST_S


def test_one_answer_ends_it() -> None:
    backoff = Backoff(every_s=900)
    backoff.failed("a", 0)
    backoff.worked("a")
    assert backoff.is_due("a", 1)
    assert backoff.failed("a", 1) == 1800
