"""Pen patterns from files: JSON Lines and UNIPEN, whole, cut and wrong."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from model.errors import DataError
from model.limits import FARTHEST
from model.strokes.reading import pen_fingerprint, read_pen_patterns

UNIPEN = """.VERSION 1.0
.COORD X Y
.COMMENT 2  writer 12
.SEGMENT DIGIT 0-1 ? "2"
.PEN_DOWN
 10 20
 30 40
.PEN_UP
.DT 100
.PEN_DOWN
 1 2
.PEN_UP
.COMMENT k  writer 13
.SEGMENT CHARACTER 2 ? "k"
.PEN_DOWN
 5 6
"""


def written(folder: Path, *rows: object) -> Path:
    path = folder / "pen.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_json_lines_have_digits_and_what_is_none(tmp_path: Path) -> None:
    rows = [{"label": label, "writer": 3, "strokes": [[[0, 1], [2, 3]]]} for label in (4, "4", "k", "O", 11)]
    patterns = read_pen_patterns(str(written(tmp_path, *rows)))
    # An "O" is drawn as a zero is: it is neither.
    assert [pattern.label for pattern in patterns] == [4, 4, None, None]
    assert np.array_equal(patterns[0].strokes[0], [[0, 1], [2, 3]])


def test_points_may_lie_as_far_away_as_those_of_own_digits(tmp_path: Path) -> None:
    row = {"label": 4, "strokes": [[[FARTHEST, 0], [0, -FARTHEST]]]}
    assert read_pen_patterns(str(written(tmp_path, row)))


def test_unipen_counts_upwards_and_names_writers(tmp_path: Path) -> None:
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN)
    two, k = read_pen_patterns(str(path))
    assert (two.label, two.writer, k.label, k.writer) == (2, "12", None, "13")
    assert [stroke.tolist() for stroke in two.strokes] == [[[10, -20], [30, -40]], [[1, -2]]]


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "digits.gz"
    path.write_bytes(gzip.compress(UNIPEN.encode()))
    assert len(read_pen_patterns(str(path))) == 2


def test_a_file_packed_by_compress_is_to_be_unpacked_first(tmp_path: Path) -> None:
    path = tmp_path / "pendigits-orig.tra.Z"
    path.write_bytes(b"\x1f\x9d\x90" + bytes(range(256)))
    with pytest.raises(DataError, match="unpack it first"):
        read_pen_patterns(str(path))


def test_writers_are_chosen_behind_the_path(tmp_path: Path) -> None:
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN)
    assert [pattern.writer for pattern in read_pen_patterns(f"{path}:13-40")] == ["13"]
    with pytest.raises(DataError, match="these writers"):
        read_pen_patterns(f"{path}:1-3")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "it is not JSON"),
        ("[]", "a value is of the wrong kind"),
        ('{"label": 3}', "“strokes” is missing"),
        ('{"label": 3, "strokes": []}', "nothing is drawn"),
        ('{"label": 3, "strokes": [[]]}', "a stroke must have 1 to "),
        ('{"label": 3, "strokes": [[[1, 2, 3]]]}', "a stroke must have 1 to "),
        ('{"label": 3, "strokes": [[[1, 2], [3]]]}', "a stroke must have 1 to "),
        ('{"label": 3, "strokes": [[[1, "' + "x" * 100_000 + '"]]]}', "a stroke must have 1 to "),
        ('{"label": 3, "strokes": [[[1, NaN]]]}', "a point is not finite"),
        ('{"label": 3, "strokes": [[[1, 1e300]]]}', "a point is not finite"),
        ("[" * 100_000, "it is nested too deeply"),
    ],
    ids=range(11),
)
def test_a_wrong_line_and_what_is_wrong_with_it_are_named(line: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "pen.jsonl"
    path.write_text('{"label": 1, "strokes": [[[1, 2]]]}\n' + line + "\n")
    with pytest.raises(DataError, match=rf"pen\.jsonl: Line 2 .*\({wrong}"):
        read_pen_patterns(str(path))


def test_a_wrong_segment_is_named(tmp_path: Path) -> None:
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN.replace(" 5 6", " 5 six"))
    with pytest.raises(DataError, match="Segment 2 "):
        read_pen_patterns(str(path))


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bcut", b"\xff\xfe\x00", b"\n\n"], ids=range(4))
def test_what_holds_no_strokes_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "pen").write_bytes(content)
    with pytest.raises(DataError, match="pen: "):
        read_pen_patterns(str(tmp_path / "pen"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_pen_patterns(str(tmp_path / "none"))


def test_the_fingerprint_knows_order_label_and_points(tmp_path: Path) -> None:
    one, other = {"label": 1, "strokes": [[[1, 2]]]}, {"label": 2, "strokes": [[[1, 2]]]}
    prints = {
        pen_fingerprint(read_pen_patterns(str(written(tmp_path, *rows))))
        for rows in ([one, other], [other, one], [one], [{**one, "strokes": [[[1, 3]]]}])
    }
    assert len(prints) == 4
    assert pen_fingerprint([]) == ""
