import pytest

from counterclaim.errors import InputError
from counterclaim.read.columns import parse_columns


def test_columns_are_read_in_their_order() -> None:
    assert parse_columns("text=article.body, published = Date") == {
        "text": "article.body",
        "published": "Date",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "'' has no '='"),
        ("text", "'text' has no '='"),
        ("text=body,", "'' has no '='"),
        ("text=", "'text=' names nothing on one side"),
        ("=body", "'=body' names nothing on one side"),
        ("headline=h", "there is no 'headline'"),
        ("titles=h", "there is no 'titles'; did you mean 'title'?"),
        ("text=a,text=b", "'text' is named twice"),
    ],
)
def test_columns_that_cannot_be_used_say_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_columns(text)
    assert str(caught.value) == f"--columns: {problem}"
    assert caught.value.hint.startswith("write --columns text=body,published=date; names are id, ")
