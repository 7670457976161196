"""What is no digit, made on the fly."""

from dataclasses import replace

import numpy as np
import pytest

from model.digits.datasets import mnist_test
from model.settings import settings_of
from model.strokes.rubbish import RubbishMaker, RubbishMix
from model.strokes.variation import Points
from tests.model.strokes.hands import digits, letters

KINDS = tuple(settings_of(RubbishMix))
NONE = RubbishMix(**dict.fromkeys(KINDS, 0.0))


def maker(mix: RubbishMix, with_strokes: bool = True) -> RubbishMaker:
    pictures = mnist_test().images[:20]
    return RubbishMaker(mix, digits() if with_strokes else [], letters() if with_strokes else [], pictures)


def only(kind: str) -> RubbishMix:
    return replace(NONE, **{kind: 1.0})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_strokes_or_a_picture(kind: str) -> None:
    source = maker(only(kind))
    for seed in range(60):
        made = source.make(np.random.default_rng(seed))
        if isinstance(made, np.ndarray):
            assert made.min() >= 0
            assert 0.1 < made.max() <= 1
        else:
            assert all(line.shape[1:] == (2,) and len(line) and np.isfinite(line).all() for line in made)
            assert made


def test_pictures_hold_two_digits_or_specks() -> None:
    pictures = [maker(only("picture")).make(np.random.default_rng(seed)) for seed in range(40)]
    assert all(isinstance(picture, np.ndarray) and picture.any() for picture in pictures)
    wide = [picture for picture in pictures if isinstance(picture, np.ndarray) and picture.shape[1] > picture.shape[0]]
    assert len(wide) > 20


def test_several_digits_are_wider_than_one() -> None:
    source = maker(only("several"))
    wider = 0
    for seed in range(100):
        points: Points = np.concatenate(source.make(np.random.default_rng(seed)))
        width, height = np.ptp(points, axis=0)
        wider += width > height
    assert wider > 50


def test_no_part_is_a_straight_line() -> None:
    source = maker(only("part"))
    for seed in range(200):
        strokes = source.make(np.random.default_rng(seed))
        points = np.concatenate([line for line in strokes if isinstance(line, np.ndarray)])
        spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
        assert spread[1] > 0.1 * spread[0]


def test_the_shares_decide_what_is_made() -> None:
    mix = replace(NONE, scribble=0.25, picture=0.75)
    source, random = maker(mix), np.random.default_rng(3)
    pictures = sum(isinstance(source.make(random), np.ndarray) for _ in range(400))
    assert 260 < pictures < 340


def test_without_strokes_the_other_kinds_are_made() -> None:
    source = maker(RubbishMix(), with_strokes=False)
    made = [source.make(np.random.default_rng(seed)) for seed in range(60)]
    assert any(isinstance(pattern, np.ndarray) for pattern in made)
    assert any(isinstance(pattern, tuple) for pattern in made)


def test_a_mix_of_nothing_is_scribbles() -> None:
    assert isinstance(maker(NONE).make(np.random.default_rng(1)), tuple)
