"""Ink -> the network's field: the same digit gives the same picture, wherever and however large it was drawn."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from model.digits.datasets import mnist_test
from model.digits.drawing import Drawing, Stroke, distances_to_segments
from model.digits.preprocess import (
    CENTRE_PX,
    DIGIT_BOX_PX,
    centre_of_mass,
    ink_of_drawing,
    ink_of_picture,
)
from model.network.records import FloatArray

unit = st.floats(0, 1, allow_nan=False)
points = st.lists(st.tuples(unit, unit), min_size=2, max_size=12)
drawings = st.lists(points, min_size=1, max_size=3).map(
    lambda lines: Drawing(tuple(Stroke(tuple(line), 0.05) for line in lines))
)


def box_of(drawing: Drawing) -> tuple[float, float]:
    every = np.array([point for stroke in drawing.strokes for point in stroke.points])
    width, height = every.max(axis=0) - every.min(axis=0)
    return float(width), float(height)


def moved(drawing: Drawing, scale: float, dx: float, dy: float, width: float) -> Drawing:
    return Drawing(
        tuple(Stroke(tuple((x * scale + dx, y * scale + dy) for x, y in s.points), width) for s in drawing.strokes)
    )


@settings(max_examples=60)
@given(drawing=drawings, scale=st.floats(0.3, 1), dx=unit, dy=unit, pen=st.floats(0.01, 0.14))
def test_neither_size_nor_place_nor_pen_changes_the_picture(
    drawing: Drawing, scale: float, dx: float, dy: float, pen: float
) -> None:
    assume(max(box_of(drawing)) * scale > 0.15)  # larger than the widest pen's dot
    other = moved(drawing, scale, dx * (1 - scale), dy * (1 - scale), pen)
    np.testing.assert_allclose(ink_of_drawing(other), ink_of_drawing(drawing), atol=0.02)


@settings(max_examples=60)
@given(drawing=drawings)
def test_the_centre_of_mass_is_the_centre_and_the_box_fits(drawing: Drawing) -> None:
    assume(max(box_of(drawing)) > 0.1)
    ink = ink_of_drawing(drawing)
    assert ink.shape == (32, 32)
    assert ink.dtype == np.float32
    assert 0 <= ink.min() <= ink.max() <= 1
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    # The anti-aliased rim may touch one more pixel at each end.
    assert max(height, width) <= DIGIT_BOX_PX + 2
    if rows[0] > 0 and rows[-1] < 31 and columns[0] > 0 and columns[-1] < 31:
        # Thin lines are inked on a grid, at other places of it before and after they are moved.
        assert centre_of_mass(ink) == pytest.approx((CENTRE_PX, CENTRE_PX), abs=0.18)


def test_the_aspect_is_kept() -> None:
    ink = ink_of_drawing(Drawing((Stroke(((0.5, 0.1), (0.5, 0.9)), 0.05),)))
    assert np.ptp(np.flatnonzero(ink.any(axis=1))) + 1 >= DIGIT_BOX_PX
    assert np.ptp(np.flatnonzero(ink.any(axis=0))) + 1 <= 5


def test_no_ink_stays_no_ink() -> None:
    assert not ink_of_drawing(Drawing()).any()
    assert not ink_of_drawing(Drawing(), normalise=False).any()
    assert not ink_of_picture(np.zeros((40, 60), np.float32)).any()


@pytest.mark.parametrize("picture", [np.zeros((40, 60, 3), np.float32), np.full((40, 60), 255, np.uint8)])
def test_a_picture_of_bytes_or_colours_is_no_ink(picture: FloatArray) -> None:
    with pytest.raises(ValueError, match=r"must be \(H, W\), 0 to 1, not (float32|uint8) of the shape"):
        ink_of_picture(picture)


@pytest.mark.parametrize("most", [255.0, np.nan])
def test_a_picture_of_other_values_than_ink_is_told(most: float) -> None:
    """As a notebook has it after ``np.asarray(picture, float)``: all grey became full ink."""
    with pytest.raises(ValueError, match=rf"0 for paper to 1 for full ink, not up to {most:g}"):
        ink_of_picture(np.full((40, 60), most))


def test_a_dot_is_not_blown_up_to_a_digit() -> None:
    ink = ink_of_drawing(Drawing((Stroke(((0.2, 0.7),), 0.05),)))
    assert 2 < ink.sum() < 10
    assert centre_of_mass(ink) == pytest.approx((CENTRE_PX, CENTRE_PX), abs=0.1)


def test_without_normalising_place_and_pen_stay() -> None:
    thin, thick = (
        ink_of_drawing(Drawing((Stroke(((0.25, 0.25), (0.25, 0.5)), width),)), normalise=False)
        for width in (0.03, 0.12)
    )
    assert centre_of_mass(thin) == pytest.approx((8, 12), abs=0.1)
    assert thick.sum() > 2.5 * thin.sum()


def test_digits_of_mnist_have_the_mean_ink_that_the_pen_is_made_for() -> None:
    circle = tuple((0.5 + 0.25 * np.sin(a), 0.5 + 0.4 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 60))
    zeros = mnist_test().fields()[mnist_test().labels == 0].astype(np.float32) / 255
    ours = ink_of_drawing(Drawing((Stroke(circle, 0.05),))).mean()
    assert ours == pytest.approx(zeros.mean(), rel=0.3)


@pytest.mark.parametrize("which", range(0, 50, 5))
@pytest.mark.parametrize(("side", "left", "top"), [(28, 0, 0), (60, 5, 120), (160, 40, 30), (84, 116, 116)])
def test_a_picture_of_an_mnist_digit_becomes_that_digit(which: int, side: int, left: int, top: int) -> None:
    digits = mnist_test()
    small = Image.fromarray(digits.images[which]).resize((side, side), Image.Resampling.BICUBIC)
    page = np.zeros((200, 200), np.float32)
    page[top : top + side, left : left + side] = np.asarray(small, np.float32) / 255
    difference = np.abs(ink_of_picture(page) - digits.fields()[which].astype(np.float32) / 255)
    # MNIST itself was centred to whole pixels only, so half a pixel is allowed.
    assert difference.mean() < 0.05


def test_a_wide_picture_is_not_squeezed_when_it_is_taken_as_it_is() -> None:
    page = np.zeros((32, 64), np.float32)
    page[:, 28:36] = 1
    ink = ink_of_picture(page, normalise=False)
    assert ink[8:24].sum() == pytest.approx(16 * 4, rel=0.1)
    assert not ink[:6].any()


@settings(max_examples=60)
@given(drawing=drawings, path=points, radius=st.floats(0.02, 0.2))
def test_an_eraser_takes_what_it_touches_and_nothing_else(
    drawing: Drawing, path: list[tuple[float, float]], radius: float
) -> None:
    erased = drawing.erased(path, radius)
    eraser = Stroke(tuple(path), 0).segments()

    def near(some: Drawing) -> np.ndarray:
        every = np.array([point for stroke in some.strokes for point in stroke.points]).reshape(-1, 2)
        return distances_to_segments(every, eraser) if len(every) else np.array([np.inf])

    assert near(erased).min() > radius
    if erased is drawing:
        return
    assert erased != drawing
    originals = np.concatenate([stroke.segments() for stroke in drawing.strokes])
    for stroke in erased.strokes:  # what is left lies on what was there
        assert distances_to_segments(np.array(stroke.points), originals).max() < 1e-9


def test_an_eraser_elsewhere_gives_the_very_same_drawing() -> None:
    drawing = Drawing((Stroke(((0.1, 0.1), (0.4, 0.1)), 0.05),))
    assert drawing.erased([(0.9, 0.9)], 0.1) is drawing
    assert drawing.erased([(0.0, 0.1), (0.5, 0.1)], 0.1).is_blank
