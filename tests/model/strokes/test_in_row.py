"""Fields of a sweep: a digit about in the middle, or none."""

from dataclasses import replace

import numpy as np

from model.network.architecture import NOT_A_DIGIT
from model.network.records import FloatArray
from model.strokes.extras import Extras, PenField
from model.strokes.in_row import FieldMaker
from model.strokes.reading import PenPattern
from model.strokes.rubbish import RubbishMix
from tests.model.strokes.hands import digits

MAKER = FieldMaker(digits())


def middle_of(ink: FloatArray) -> float:
    inked = np.flatnonzero((ink > 0.3).any(axis=0))
    return float(inked[0] + inked[-1] + 1) / 2


def test_a_digit_without_neighbours_is_about_in_the_middle() -> None:
    random = np.random.default_rng(1)
    fields = [MAKER.digit(digits()[n % len(digits())], random) for n in range(200)]
    alone = [ink for ink in fields if not ink[:, :3].any() and not ink[:, -3:].any() and ink.any()]
    assert 0 < len(alone) < len(fields)
    heights = [np.ptp(np.flatnonzero((ink > 0.3).any(axis=1))) + 1 for ink in fields]
    assert 15 < np.median(heights) < 26
    near = [ink for ink in alone if np.diff((ink > 0.3).any(axis=0).astype(int)).clip(0).sum() == 1]
    assert near
    assert np.quantile([abs(middle_of(ink) - 16) for ink in near], 0.8) < 3


def test_most_digits_have_neighbours_in_the_margin() -> None:
    random = np.random.default_rng(2)
    fields = [MAKER.digit(digits()[n % len(digits())], random) for n in range(100)]
    assert sum(bool(ink[:, :4].any() or ink[:, -4:].any()) for ink in fields) > 40


def test_digits_of_a_row_keep_their_writers_heights() -> None:
    low = [replace(each, strokes=tuple(line * 0.5 for line in each.strokes)) for each in digits() if each.label == 0]
    maker = FieldMaker([*low, *(replace(each, writer="1") for each in digits() if each.label != 0)])
    random = np.random.default_rng(4)

    def height_of(pattern: PenPattern) -> float:
        fields = [maker.digit(pattern, random)[:, 14:18] for _ in range(60)]
        return float(np.median([np.ptp(np.flatnonzero((ink > 0.3).any(axis=1))) for ink in fields if ink.any()]))

    assert height_of(low[0]) < 0.7 * height_of(digits()[1])


def test_rubbish_has_no_digit_alone_in_the_middle() -> None:
    random = np.random.default_rng(3)
    for _ in range(200):
        ink = MAKER.rubbish(random)
        alone = ink.any() and np.diff(np.pad((ink > 0.3).any(axis=0), 1).astype(int)).clip(0).sum() == 1
        if alone and not ink[:, 0].any() and not ink[:, -1].any():
            assert abs(middle_of(ink) - 16) > 2


def test_a_pass_may_show_pen_digits_in_rows() -> None:
    def images(pen_field: PenField) -> Extras:
        extras = Extras(
            digits(), 40, 40, RubbishMix(), np.zeros((0, 28, 28), dtype=np.uint8), seed=1, pen_field=pen_field
        )
        for _ in extras.prepare(1):
            pass
        return extras

    alone, in_row = images(PenField.ALONE), images(PenField.IN_ROW)
    assert np.array_equal(alone.labels, in_row.labels)
    assert (in_row.labels == NOT_A_DIGIT).sum() == 40
    margins = [extras.images[:40, :, [0, 1, 30, 31]].any(axis=(1, 2)).mean() for extras in (alone, in_row)]
    assert margins[0] == 0
    assert margins[1] > 0.3
