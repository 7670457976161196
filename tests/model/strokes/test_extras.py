"""Pen digits and rubbish beside the digits of a pass."""

import numpy as np
import pytest

from model.network.architecture import NOT_A_DIGIT
from model.strokes.extras import RENEWED_AFTER, Extras
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
