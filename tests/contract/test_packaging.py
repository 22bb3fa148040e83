"""What is installed: the extras, the command, the wheel's files and the reasons for each."""

import importlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import counterclaim

# Extras for those who work on the project; every other one is for those who use it.
NOT_RUNTIME = {"all", "dev", "bench"}
TOO_LARGE_FOR_ALL = {"mcmc"}  # 600 MB of JAX for a check that most never run
# Tables, word lists and markers without which the code does not run or type-check.
DATA_SUFFIXES = {".py", ".toml", ".typed", ".txt", ".json"}


@pytest.fixture(scope="module")
def pyproject(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower()


def expand(extra: str, extras: dict[str, list[str]]) -> set[str]:
    """Return the requirements of an extra with every `counterclaim[...]` in it resolved."""
    found: set[str] = set()
    for requirement in extras[extra]:
        if inner := re.fullmatch(r"counterclaim\[(.+)\]", requirement):
            for name in inner[1].split(","):
                found |= expand(name.strip(), extras)
        else:
            found.add(requirement)
    return found


def test_all_holds_every_runtime_extra_but_the_largest_and_nothing_else(
    pyproject: dict[str, Any],
) -> None:
    extras = pyproject["project"]["optional-dependencies"]
    left_out = NOT_RUNTIME | TOO_LARGE_FOR_ALL
    runtime = [expand(extra, extras) for extra in extras if extra not in left_out]
    assert expand("all", extras) == set().union(*runtime)


def test_dev_holds_all(pyproject: dict[str, Any]) -> None:
    extras = pyproject["project"]["optional-dependencies"]
    assert expand("all", extras) <= expand("dev", extras)


def test_dependency_groups_are_the_extras_of_the_same_name(pyproject: dict[str, Any]) -> None:
    groups = pyproject["dependency-groups"]
    assert groups == {name: [f"counterclaim[{name}]"] for name in groups}
    assert set(groups) <= set(pyproject["project"]["optional-dependencies"])


def test_every_dependency_has_its_reason(repository: Path, pyproject: dict[str, Any]) -> None:
    project = pyproject["project"]
    wanted = {name_of(requirement) for requirement in project["dependencies"]}
    for extra in project["optional-dependencies"]:
        wanted |= {name_of(req) for req in expand(extra, project["optional-dependencies"])}
    text = (repository / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([\w.-]+)`", text, flags=re.MULTILINE))
    assert explained == wanted


def test_scripts_point_at_functions(pyproject: dict[str, Any]) -> None:
    for target in pyproject["project"]["scripts"].values():
        module, _, function = target.partition(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_wheel_holds_every_module_and_table(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"counterclaim-{counterclaim.__version__}-py3-none-any.whl"
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    source = repository / "src"
    files = {path for path in source.rglob("*") if path.suffix in DATA_SUFFIXES}
    assert {path.relative_to(source).as_posix() for path in files} <= packed
    assert "counterclaim/py.typed" in packed
