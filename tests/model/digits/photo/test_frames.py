"""Frames are taken away, and nothing else: drawn on clean paper of 120x100 pixels."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model.digits.photo.frames import without_frames
from model.network.records import FloatArray

Line = tuple[tuple[int, int], ...]
SEVEN: Line = (38, 35), (82, 35), (52, 88)
BOX: Line = (20, 15), (100, 15), (100, 105), (20, 105), (20, 15)


def drawn(*lines: Line, width: int = 3, turned: float = 0.0) -> FloatArray:
    """Ink (120, 120), of lines through points (x, y)."""
    picture = Image.new("L", (120, 120))
    pen = ImageDraw.Draw(picture)
    for line in lines:
        pen.line(line, fill=255, width=width, joint="curve")
    ink: FloatArray = np.asarray(picture.rotate(turned, Image.Resampling.BILINEAR), dtype=np.float32) / np.float32(255)
    return ink


def ring(radius: int) -> Line:
    angles = np.linspace(0, 2 * np.pi, 60)
    return tuple((round(60 + radius * np.cos(a)), round(60 + radius * np.sin(a))) for a in angles)


def part_left(found: FloatArray, of: FloatArray) -> float:
    """How much of this ink there still is."""
    return float(found[of > 0.5].sum() / of[of > 0.5].sum())


@pytest.mark.parametrize("turned", [-4, 0, 4])
@pytest.mark.parametrize(
    "frame",
    [
        BOX,
        ring(55),
        ((8, 60), (34, 8), (86, 8), (112, 60), (86, 112), (34, 112), (8, 60)),
        # A corner that is not quite closed.
        ((20, 15), (100, 15), (100, 105), (20, 105), (20, 20)),
        ((23, 15), (100, 15), (103, 105), (20, 108), (20, 15)),
    ],
    ids=["box", "ring", "hexagon", "open corner", "uneven"],
)
def test_a_frame_around_a_digit_is_taken_away(frame: Line, turned: float) -> None:
    found = without_frames(drawn(SEVEN, frame, turned=turned))
    digit = drawn(SEVEN, turned=turned)
    assert part_left(found, digit) > 0.99
    assert found[digit == 0].sum() < 0.02 * drawn(frame, turned=turned).sum()


@pytest.mark.parametrize("end", [(55, 105), (55, 112), (20, 90)], ids=["touches", "crosses", "meets the side"])
def test_a_digit_that_touches_its_frame_keeps_its_ink(end: tuple[int, int]) -> None:
    seven = (*SEVEN[:2], end)
    found = without_frames(drawn(seven, BOX))
    assert part_left(found, drawn(seven)) > 0.9
    alone = drawn(BOX)
    alone[drawn(seven, width=9) > 0] = 0
    assert found[alone > 0].mean() < 0.02


@pytest.mark.parametrize(
    "lines",
    [
        (SEVEN,),
        (BOX,),
        (ring(40),),
        (((20, 15), (100, 15)), ((20, 105), (100, 105)), SEVEN),
        (((40, 10), (40, 110)), ((80, 10), (80, 110)), ((10, 40), (110, 40)), ((10, 80), (110, 80))),
        (BOX, ((58, 60), (62, 60))),
        (ring(50), ((50, 60), (70, 60))),
        (ring(30), ((95, 30), (95, 90))),
    ],
    ids=["digit", "box alone", "zero", "two lines", "number sign", "box with a dot", "zero with a dash", "10"],
)  # fmt: skip
def test_where_nothing_is_framed_all_stays(lines: tuple[Line, ...]) -> None:
    ink = drawn(*lines)
    assert without_frames(ink) is ink


def test_no_paper_and_a_blank_one_stay() -> None:
    for ink in (np.zeros((40, 30), dtype=np.float32), np.ones((40, 30), dtype=np.float32)):
        assert without_frames(ink) is ink
