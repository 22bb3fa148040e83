"""Cells: every one reads back to its place, and a broken row costs only itself."""

import pytest

from counterclaim.errors import EmptyInputError
from counterclaim.read.cells import PlacedRow, iter_rows
from counterclaim.read.skips import Skip


def rows_of(text: str, name: str = "t.csv", wanted: tuple[str, ...] = ("n",)) -> list[PlacedRow]:
    return [row for row in iter_rows(text, name, wanted) if isinstance(row, PlacedRow)]


def reasons_of(text: str, name: str) -> list[str]:
    return [row.reason for row in iter_rows(text, name, ("n",)) if isinstance(row, Skip)]


def test_quoted_cell_is_placed_within_its_marks() -> None:
    text = 'who,n\n"Velmora, north","1,200"\n'
    [row] = rows_of(text)
    assert text[row.cells["n"].start : row.cells["n"].end] == "1,200"
    assert row.cells["who"].value == "Velmora, north"
    assert text[row.start : row.end] == '"Velmora, north","1,200"'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_counted_whatever_ends_a_line(end: str) -> None:
    text = end.join(["n,who", "1,a", "", "2,b", ""])
    assert [(row.number, row.cells["n"].value) for row in rows_of(text)] == [(1, "1"), (2, "2")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_sign_between_cells_is_told_from_the_columns(sign: str) -> None:
    [row] = rows_of(f"n{sign}who\n7{sign}a\n")
    assert row.cells["n"].value == "7"


def test_cell_may_hold_lines_and_doubled_marks() -> None:
    [row] = rows_of('n,note\n1,"he said ""two""\nthen left"\n')
    assert row.cells["note"].value == 'he said "two"\nthen left'


def test_mark_that_is_never_closed_costs_its_row_only() -> None:
    text = 'n,who\n1,a\n"2,b\n3,c\n'
    assert [row.cells["n"].value for row in rows_of(text)] == ["1", "3"]
    assert reasons_of(text, "t.csv") == ["a quotation mark is opened and never closed"]


def test_row_of_another_length_is_a_skip() -> None:
    assert reasons_of("n,who\n1,a\n2\n", "t.csv") == ["it has 1 cells, and the header names 2"]


def test_huge_cell_is_read() -> None:
    [row] = rows_of(f'n,note\n1,"{"x" * 2_000_000}"\n')
    assert len(row.cells["note"].value or "") == 2_000_000


def test_json_values_are_placed() -> None:
    text = '[ {"n": 12, "who": "a\\u00e9"} , {"n": null} ]'
    first, second = rows_of(text, "t.json")
    assert text[first.cells["n"].start : first.cells["n"].end] == "12"
    assert first.cells["who"].value == "aé"
    assert text[first.start : first.end] == '{"n": 12, "who": "a\\u00e9"}'
    assert second.cells["n"].value is None


def test_half_a_json_file_is_read_up_to_the_break() -> None:
    text = '[{"n": 1}, {"n": 2}, {"n'
    assert [row.cells["n"].value for row in rows_of(text, "t.json")] == ["1", "2"]
    [reason] = reasons_of(text, "t.json")
    assert reason.endswith("the file is not read beyond it")


def test_json_that_is_no_list_is_refused() -> None:
    with pytest.raises(EmptyInputError, match="no list of objects"):
        rows_of('{"n": 1}', "t.json")


def test_bad_line_of_jsonl_costs_itself_only() -> None:
    text = '{"n": 1}\n{"n": \n{"n": 3} x\n  {"n": 4}\n'
    rows = rows_of(text, "t.jsonl")
    assert [(row.number, row.cells["n"].value) for row in rows] == [(1, "1"), (4, "4")]
    assert text[rows[1].start : rows[1].end] == '{"n": 4}'


def test_name_that_stands_twice_in_a_row_is_a_skip() -> None:
    [reason] = reasons_of('{"n": 1, "n": 2}\n', "t.jsonl")
    assert "'n' stands in it twice" in reason


def test_deep_nesting_is_a_skip() -> None:
    depth = 200_000
    [reason] = reasons_of('{"n": ' + "[" * depth + "]" * depth + "}\n", "t.jsonl")
    assert reason.startswith("the row is no flat JSON object")
