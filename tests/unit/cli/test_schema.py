import json

import pytest

from counterclaim.cli.main import main
from counterclaim.model.records import record_schema, statement_schema


def test_schema_is_the_model_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == record_schema()


def test_schema_of_statements_is_the_model_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--statements"]) == 0
    assert json.loads(capsys.readouterr().out) == statement_schema()
