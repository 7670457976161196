"""What ``--json`` prints, and what its help says of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from model.cli.main import main
from model.cli.teach import report_figures
from tests.model.cli.test_teach import report_of_five


def names_in(value: Any) -> Iterator[str]:
    """Every name in a JSON value."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from names_in(part)


def names_in_help(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Every word that the help of ``--json`` has."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    return set(re.findall(r"[a-z_]+", capsys.readouterr().out.rpartition("  --json ")[2]))


@pytest.mark.parametrize("command", ["recognize", "read", "read --sweep"])
def test_help_names_all_that_is_printed(two: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    blank, strokes = two.with_name("blank.png"), two.with_name("one.jsonl")
    Image.new("L", (40, 40), 255).save(blank)
    strokes.write_text('{"strokes": [[[0.5, 0.1], [0.5, 0.9]]]}\n')
    change = [] if "--sweep" in command else ["--change", "C3.7=0"]
    files = [str(two), str(blank), str(strokes)]
    assert main([*command.split(), "--json", *change, *files]) == ("read" not in command)
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(printed) == 3
    assert set(names_in(printed)) <= names_in_help(command.split()[0], capsys)


def test_help_names_what_is_told_of_teaching(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(report_figures(report_of_five())) <= names_in_help("teach", capsys)


def test_help_names_what_is_told_of_an_evaluation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for label in range(10):
        (tmp_path / str(label)).mkdir()
        Image.fromarray(np.tri(28, dtype=np.uint8) * 255).save(tmp_path / str(label) / "wedge.png")
    (tmp_path / "0" / "bad.png").write_text("no picture")
    assert main(["evaluate", "--pictures", str(tmp_path), "--change", "C3.7=0", "--each", "S2", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"n", "errors", "error_percent", "left_out", "changes", "without"}
    assert set(printed) <= names_in_help("evaluate", capsys)
