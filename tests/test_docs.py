"""The documents: what they point to is there, and the README keeps what ``.ci/run`` takes from it."""

import doctest
import re
from pathlib import Path

import pytest

import model
import model.training
from tests.test_wall import ROOT

DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "model", "lenet_gui", "resources", "tests")
    for path in (ROOT.glob("*.md") if folder == "." else (ROOT / folder).rglob("*.md"))
)
MOST_README_LINES = 130


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    missing = [t for t in targets if not t.startswith("http") and not (document.parent / t).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    paths = re.findall(r"\b(?:model|lenet_gui|tests|docs|resources)/[\w/]*(?:\.\w+|/)", text)
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_where_things_are_is_up_to_date() -> None:
    """Every name that CONTRIBUTING's table gives beside a module is in that module."""
    rows = [
        line for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    named = [pair for row in rows for pair in re.findall(r"`(\w+)` (?:in|of) `([\w/]+\.py)`", row)]
    assert len(named) > 8
    wrong = [
        (name, module)
        for name, module in named
        if "/" in module and not re.search(rf"\b{name}\b", (ROOT / module).read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_the_readme_has_what_a_clean_machine_needs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_README_LINES
    command = re.search(r"<!-- test command -->\n\n {4}(.+)\n\n<!-- end -->", text)
    assert command is not None
    assert command[1].endswith("-m pytest")
    assert re.search(r"^ *sudo apt-get install \w", text, re.MULTILINE)


def test_the_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for package in (model, model.training):
        tried = doctest.testmod(package)
        assert tried.attempted > 10
        assert not tried.failed
    assert [path.name for path in tmp_path.iterdir()] == ["mine.safetensors"]
