"""A few of the damaged files that ``tests/benchmarks/fuzz.py`` makes by the thousand."""

import shutil
from pathlib import Path

import pytest

from tests.benchmarks.fuzz import input_of, outcome_of, written
from tests.benchmarks.readers import KINDS


@pytest.mark.parametrize("kind", ["weights", "idx", "pictures", "strokes", "journals", "logs"])
def test_damaged_files_are_read_or_told(kind: str, tmp_path: Path) -> None:
    (tmp_path / "good").mkdir()
    make, read = KINDS[kind](tmp_path / "good")
    good = list(make())
    for files in good:
        assert outcome_of(read, written(files, tmp_path / "input")) == "accepted"
        shutil.rmtree(tmp_path / "input")
    for number in range(30):
        outcome = outcome_of(read, written(input_of(good, 1, number), tmp_path / "input"))
        assert outcome in ("accepted", "clear"), f"{kind} {number}: {outcome}"
        shutil.rmtree(tmp_path / "input")
