"""A picture on the canvas: read exactly as it is, erased pixel by pixel, and equal to itself alone."""

import numpy as np

from model.digits.datasets import mnist_test
from model.digits.drawing import Drawing, picture_of
from model.digits.growing import inked
from model.digits.preprocess import ink_of_drawing
from model.network.records import FloatArray


def a_digit() -> FloatArray:
    ink: FloatArray = mnist_test().fields()[0].astype(np.float32) / np.float32(255)
    return ink


def test_a_picture_is_inked_as_it_is() -> None:
    ink, plain = a_digit(), np.full((32, 32), 0.5, dtype=np.float32)
    drawing = Drawing(picture=picture_of(ink, plain, "a 7"))
    assert not drawing.is_blank
    assert np.array_equal(ink_of_drawing(drawing), ink)
    assert np.array_equal(ink_of_drawing(drawing, normalise=False), plain)
    assert np.array_equal(inked(drawing, True, None).ink, ink)


def test_an_eraser_takes_ink_within_its_radius_and_leaves_the_rest() -> None:
    ink = np.ones((32, 32), dtype=np.float32)
    drawing = Drawing(picture=picture_of(ink, ink, "all ink"))
    erased = drawing.erased(((0.5, 0.0), (0.5, 1.0)), 0.1).picture
    assert erased is not None
    columns = np.flatnonzero(erased.normalised.any(axis=0))
    assert columns.tolist() == [*range(13), *range(19, 32)]
    assert np.array_equal(erased.as_it_is, erased.normalised)
    assert ink.all()  # the one before is as it was


def test_an_eraser_takes_the_ink_that_is_seen() -> None:
    seen, other = np.zeros((2, 32, 32), dtype=np.float32)
    seen[4, 4] = seen[20, 20] = other[20, 20] = 1
    for normalised in (True, False):
        pair = (seen, other) if normalised else (other, seen)
        drawing = Drawing(picture=picture_of(*pair, "two dots"))
        assert drawing.erased(((0.8, 0.2),), 0.05, normalised) is drawing
        erased = drawing.erased(((0.15, 0.15),), 0.05, normalised).picture
        assert erased is not None
        assert [np.argwhere(erased.ink(which)).tolist() for which in (True, False)] == [[[20, 20]]] * 2


def test_a_picture_without_ink_is_none() -> None:
    drawing = Drawing(picture=picture_of(a_digit(), a_digit(), "a 7"))
    assert drawing.erased(((0.0, 0.5), (1.0, 0.5)), 1.0) == Drawing()


def test_an_eraser_on_paper_changes_nothing() -> None:
    ink = np.zeros((32, 32), dtype=np.float32)
    ink[16, 16] = 1
    drawing = Drawing(picture=picture_of(ink, ink, "a dot"))
    assert drawing.erased(((0.1, 0.1),), 0.05) is drawing
