"""Pen digits and rubbish beside the digits of a pass."""

import numpy as np
import pytest

from model.network.architecture import NOT_A_DIGIT
from model.settings import settings_of
from model.strokes.extras import RENEWED_AFTER, Extras, PenField
from model.strokes.rubbish import RubbishMix
from tests.model.strokes.hands import digits, letters

NO_PICTURES = np.zeros((0, 28, 28), dtype=np.uint8)


def extras(pen: int = 40, rubbish: int = 32, seed: int = 1) -> Extras:
    return Extras([*digits(), *letters()], pen, rubbish, RubbishMix(), NO_PICTURES, seed)


def prepared(number: int, of: Extras | None = None) -> Extras:
    result = of or extras()
    for _ in result.prepare(number):
        pass
    return result


def test_a_pass_has_as_many_of_each_class_and_its_rubbish() -> None:
    some = prepared(1)
    counts = np.bincount(some.labels, minlength=11)
    assert counts[[0, 1, 4, 7]].tolist() == [10, 10, 10, 10]
    assert counts[NOT_A_DIGIT] == 32
    assert some.images.reshape(len(some), -1).any(axis=1).all()


def test_what_is_done_is_told_now_and_then() -> None:
    assert list(extras(pen=60, rubbish=12).prepare(1)) == [32, 64]


def test_letters_are_rubbish_and_digits_are_not() -> None:
    mix = RubbishMix(**dict.fromkeys(settings_of(RubbishMix), 0.0) | {"letter": 1.0})
    made = prepared(1, Extras([digits()[0], letters()[0]], 0, 100, mix, NO_PICTURES, 1))
    narrower = 0
    for image in made.images:
        rows = [np.ptp(np.flatnonzero(row)) for row in image > 100 if (row > 0).any()]
        narrower += int(rows[-2] < rows[1])  # a V ends in a point
    assert narrower > 70


def test_in_a_row_digits_have_parts_of_others_in_the_margin_and_most_rubbish_is_between_them() -> None:
    scribbles = RubbishMix(**dict.fromkeys(settings_of(RubbishMix), 0.0) | {"scribble": 1.0})

    def at_the_edge(field: PenField) -> tuple[float, float]:
        """Of the digits, and of the rubbish: the share with ink in the outer columns."""
        some = prepared(1, Extras(digits(), 100, 200, scribbles, NO_PICTURES, 1, field))
        inked = some.images[:, :, [0, 1, -2, -1]].max(axis=(1, 2)) > 50
        return float(inked[:100].mean()), float(inked[100:].mean())

    assert max(at_the_edge(PenField.ALONE)) < 0.02
    digits_cut, rubbish_cut = at_the_edge(PenField.IN_ROW)
    assert digits_cut > 0.4
    assert 0.5 < rubbish_cut < 0.8


def test_a_part_is_drawn_anew_before_each_pass_and_all_in_time() -> None:
    some = prepared(1)
    first = some.images.copy()
    prepared(2, some)
    renewed = (some.images != first).any(axis=(1, 2))
    assert 0 < renewed.mean() <= 2 / RENEWED_AFTER
    prepared(1 + RENEWED_AFTER, some)
    assert (some.images != first).any(axis=(1, 2)).mean() > 0.95


@pytest.mark.parametrize("number", [1, 2, 40])
def test_a_resumed_run_has_the_same_as_one_that_went_through(number: int) -> None:
    through = extras()
    for earlier in range(1, number + 1):
        prepared(earlier, through)
    resumed = prepared(number)
    assert np.array_equal(through.images, resumed.images)
    assert np.array_equal(through.labels, resumed.labels)


def test_the_seed_decides() -> None:
    assert not np.array_equal(prepared(1).images, prepared(1, extras(seed=2)).images)


def test_pen_digits_need_strokes() -> None:
    with pytest.raises(ValueError, match="pen digits"):
        Extras([], 3, 0, RubbishMix(), NO_PICTURES, 1)
