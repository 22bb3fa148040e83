import os
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim import __version__
from counterclaim.cli import extract
from counterclaim.cli.main import main
from counterclaim.errors import CounterclaimError

TEXT = "Officials said on Friday that at least 15 people were killed in the blast."


def test_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"counterclaim {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["count"], ["extract", "--formt", "x"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_debug_shows_the_trace_before_and_after_the_command() -> None:
    for arguments in (["--debug", "extract", "nowhere"], ["extract", "nowhere", "--debug"]):
        with pytest.raises(CounterclaimError):
            main(arguments)


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(extract, "run", interrupt)
    assert main(["extract", "-"]) == 130


def test_module_is_the_command_and_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TEXT}\n\n" * 2_000, encoding="utf-8")
    command = [sys.executable, "-m", "counterclaim", "extract", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf_8_whatever_the_machine_speaks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Officials in Orléans said “15 people” were killed.", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "counterclaim", "extract", str(path), "--format", "jsonl"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert "Orléans" in found.stdout.decode("utf-8")
