"""One drawing in a file: read as it was, another program's brought to the canvas, damaged ones refused."""

from pathlib import Path

import numpy as np
import pytest

from model.digits.drawing import Drawing, Stroke
from model.errors import FileError
from model.limits import LONGEST_LINE
from model.my_digits.drawing_file import drawing_line, drawing_of_line, read_first_drawing

DRAWING = Drawing((Stroke(((0.1, 0.2), (0.3, 0.4)), 0.06), Stroke(((0.5, 0.5),), 0.1)))


def test_a_drawing_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "four.jsonl").write_bytes(drawing_line(DRAWING))
    assert read_first_drawing(tmp_path / "four.jsonl") == (DRAWING, False)
    assert drawing_of_line(drawing_line(DRAWING)) == DRAWING


@pytest.mark.parametrize("second", [b'{"label":5,"strokes":[[[0,0]]]}', b"damaged"])
def test_the_first_digit_of_an_export_is_a_drawing(tmp_path: Path, second: bytes) -> None:
    (tmp_path / "others.jsonl").write_bytes(b'{"label":4,"strokes":[[[0,0],[0,200]]]}\n' + second)
    drawing, more = read_first_drawing(tmp_path / "others.jsonl")
    assert more
    (stroke,) = drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array([(0.5, 0.15), (0.5, 0.85)]))


def test_what_would_lie_below_the_paper_is_brought_to_the_canvas() -> None:
    """There it would be read, but not seen."""
    (stroke,) = drawing_of_line(b'{"strokes":[[[0.5,1.2],[0.5,1.9]]],"width":0.1}').strokes
    assert np.array(stroke.points) == pytest.approx(np.array([(0.5, 0.15), (0.5, 0.85)]))
    beside = b'{"strokes":[[[-1,0],[2,1]]],"width":0.1}'
    assert drawing_of_line(beside) == Drawing((Stroke(((-1, 0), (2, 1)), 0.1),))


@pytest.mark.parametrize("content", [b"", b"no JSON", b"[1]", b'{"label":1}', b"{" * 100, b" " * (LONGEST_LINE + 5)])
def test_what_is_no_drawing_is_refused_and_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"bad\.jsonl"):
        read_first_drawing(path)
