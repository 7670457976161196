"""``lenet read``: numbers in pictures and stroke files, for people and for machines."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.cli.main import main
from model.my_digits.drawing_file import drawing_line
from tests.benchmarks.made_pictures import inked_digits, set_beside
from tests.model.hand import beside, number, together, written
from tests.model.samples import drawing_of


@pytest.fixture
def postcode(tmp_path: Path) -> Path:
    hand = [digit.drawing.strokes for digit in written(1)]
    ink, _ = set_beside(inked_digits([hand[digit] for digit in (2, 0, 2, 6)], 0.1), [0.25] * 3)
    path = tmp_path / "postcode.png"
    Image.fromarray(np.rint(255 * (1 - ink)).astype(np.uint8)).save(path)
    return path


def test_numbers_are_read_from_pictures_and_strokes(
    tmp_path: Path, postcode: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strokes = tmp_path / "two.jsonl"
    strokes.write_bytes(drawing_line(number("17")) + b"\n" + drawing_line(number("4502")))
    assert main(["read", str(postcode), str(strokes)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [f"{postcode}: 2026", f"{strokes}:1: 17", f"{strokes}:3: 4502"]


def test_a_machine_is_told_boxes_costs_and_alternatives(postcode: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(postcode)]) == 0
    page = json.loads(capsys.readouterr().out)
    with Image.open(postcode) as picture:
        assert (page["file"], page["width"], page["height"]) == (str(postcode), picture.width, picture.height)
    (row,) = page["numbers"]
    assert row["text"] == "2026"
    assert [digit["digit"] for digit in row["digits"]] == [2, 0, 2, 6]
    lefts = [digit["box"][0] for digit in row["digits"]]
    assert lefts == sorted(lefts)
    assert row["box"][0] == min(lefts)
    assert all(0 <= digit["cost"] <= row["cost"] and digit["penalty"] < 40 for digit in row["digits"])
    assert len(row["alternatives"]) == 2
    for other in row["alternatives"]:
        assert other["text"] != "2026"
        assert other["cost"] > row["cost"]
        assert len(other["digits"]) == len(other["text"])


def test_numbers_are_read_without_cuts(tmp_path: Path, postcode: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strokes = tmp_path / "one.jsonl"
    strokes.write_bytes(drawing_line(number("4502", gap=0.3)))
    assert main(["read", "--sweep", str(postcode), str(strokes)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{postcode}: 2026", f"{strokes}:1: 4502"]
    assert main(["read", "--sweep", "--json", str(strokes)]) == 0
    (row,) = json.loads(capsys.readouterr().out)["numbers"]
    assert row["text"] == "4502"
    assert [digit["digit"] for digit in row["digits"]] == [4, 5, 0, 2]
    places = [column["x"] for column in row["columns"]]
    assert places == sorted(places)
    assert all(sum(column["shares"]) == pytest.approx(1, abs=0.01) for column in row["columns"])
    first, last = row["digits"][0]["columns"]
    assert max(row["columns"][column]["shares"][4] for column in range(first, last + 1)) > 0.3
    with pytest.raises(SystemExit, match="--change"):
        main(["read", "--sweep", "--change", "C3.0=0", str(strokes)])


def test_what_is_no_digit_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    three, one = beside([written(1)[digit].drawing for digit in (3, 1)], 0.5)
    (point,) = drawing_of([(0.17, 0.1), (0.171, 0.101)], width=0.015).strokes
    path = tmp_path / "point.json"
    path.write_bytes(drawing_line(together([three, one]).with_stroke(point)))
    assert main(["read", str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"{path}:1: 3?1")
    assert main(["read", "--json", str(path)]) == 0
    (row,) = json.loads(capsys.readouterr().out)["numbers"]
    assert [digit["digit"] for digit in row["digits"]] == [3, None, 1]
    assert row["digits"][1]["penalty"] is None


def test_each_line_of_a_picture_is_a_number_and_paper_is_blank(
    tmp_path: Path, postcode: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once = np.asarray(Image.open(postcode))
    twice, paper = tmp_path / "twice.png", tmp_path / "paper.png"
    Image.fromarray(np.concatenate([once, once])).save(twice)
    Image.new("L", (40, 40), 255).save(paper)
    assert main(["read", str(twice), str(paper)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [f"{twice}: 2026", f"{twice}: 2026", f"{paper}: blank"]


def test_a_bad_file_does_not_stop_the_others(
    tmp_path: Path, postcode: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, noise = tmp_path / "broken.jsonl", tmp_path / "noise.png"
    broken.write_bytes(drawing_line(number("17")) + b'{"strokes": 3}\n')
    dots = np.full((900, 900), 255, dtype=np.uint8)
    for row in range(10, 890, 18):
        for column in range(10, 890, 18):
            dots[row : row + 8, column : column + 8] = 0
    Image.fromarray(dots).save(noise)
    assert main(["read", str(broken), str(noise), str(tmp_path / "none.png"), str(postcode)]) == 1
    printed = capsys.readouterr()
    assert "postcode.png: 2026" in printed.out
    assert f"{broken}:1: 17" in printed.out
    assert "broken.jsonl: The drawing in line 2 cannot be read: there are no strokes." in printed.err
    assert "noise.png: It cannot be read: there must be at most 2,000 pieces, not" in printed.err
    assert "none.png: " in printed.err
    assert main(["read", "--json", str(broken)]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["line"], first["numbers"][0]["text"]) == (1, "17")
    assert "line 2" in second["problem"]


def test_a_drawing_that_is_laid_out_in_several_lines_is_told_by_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is JSON, after all; but a line by itself has to be."""
    strokes = json.loads(drawing_line(number("17")))
    (tmp_path / "laid-out.json").write_text(json.dumps(strokes, indent=2))
    assert main(["read", str(tmp_path / "laid-out.json")]) == 1
    assert "laid-out.json: The drawing in line 1 cannot be read: this is not JSON." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["numbers.jsonl", "numbers.json", "numbers.JSONL.gz"])
def test_drawings_are_called_by_their_lines_in_files_packed_or_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = tmp_path / name
    content = drawing_line(number("17")) + b"\n" + drawing_line(number("4"))
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert main(["read", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}:1: 17\n{path}:3: 4\n"


def test_strokes_in_a_file_of_another_name_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "numbers.txt"
    path.write_bytes(drawing_line(number("17")))
    assert main(["read", str(path)]) == 1
    said = "This is not a PNG, JPEG, WebP, TIFF or BMP picture. Files of pen strokes are named .jsonl or .json."
    assert capsys.readouterr().err == f"lenet: {path}: {said}\n"


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_file_without_drawings_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    path = tmp_path / "none.jsonl"
    path.write_bytes(content)
    assert main(["read", str(path)]) == 1
    assert capsys.readouterr().err == f"lenet: {path}: The file holds no drawings.\n"


def test_a_changed_network_says_so(postcode: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--change", "C3.0=0", str(postcode)]) == 0
    assert "(changed: C3.0=0)" in capsys.readouterr().out
    assert main(["read", "--change", "C3.0=0", "--json", str(postcode)]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == ["C3.0=0"]
