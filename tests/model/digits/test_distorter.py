"""Distortions: each changes the ink within bounds, and flags hang where people put them."""

from dataclasses import fields

import numpy as np
import pytest
import torch
from torch.nn import functional

from model.digits.datasets import Digits, mnist_training
from model.digits.distorter import Distorter
from model.digits.distortion import Distortion
from model.digits.flags import with_bar, with_flag
from model.digits.preprocess import centre_of_mass
from model.settings import limits_of


@pytest.fixture(scope="module")
def digits() -> Digits:
    return mnist_training().subset(np.arange(600))


def ink_of(digits: Digits) -> torch.Tensor:
    return torch.from_numpy(digits.fields()[:40].astype(np.float32) / 255)[:, None]


def distorted(digits: Digits, distortion: Distortion, seed: int = 1) -> torch.Tensor:
    labels = torch.from_numpy(digits.labels[:40].astype(np.int64))
    return Distorter(distortion, torch.Generator().manual_seed(seed))(ink_of(digits), labels)


STRENGTHS = {"shift_px": 2.0, "scale": 0.2, "squeeze": 0.2, "shear": 0.3, "rotation_degrees": 20.0, "elastic_px": 2.0}


def test_no_distortion_changes_nothing(digits: Digits) -> None:
    assert torch.equal(distorted(digits, Distortion()), ink_of(digits))


def test_strokes_grow_and_shrink_as_by_torchs_pooling(digits: Digits) -> None:
    ink = ink_of(digits)
    grown = functional.max_pool2d(ink, 3, stride=1, padding=1)
    shrunk = -functional.max_pool2d(-ink, 3, stride=1, padding=1)
    seeded = torch.Generator().manual_seed(1)
    # Six random numbers a digit are drawn first, for the affine distortions.
    torch.rand((6, len(ink)), generator=seeded)
    amount = (torch.rand(len(ink), generator=seeded) * 2 - 1)[:, None, None, None]
    expected = torch.lerp(ink, torch.where(amount > 0, grown, shrunk), amount.abs())
    torch.testing.assert_close(distorted(digits, Distortion(thickness=1.0)), expected, atol=1e-5, rtol=0)


def test_an_elastic_bend_is_a_cubic_spread_of_a_coarse_grid(digits: Digits) -> None:
    ink = ink_of(digits)
    seeded = torch.Generator().manual_seed(1)
    torch.rand((6, len(ink)), generator=seeded)
    coarse = (torch.rand((len(ink), 2, 6, 6), generator=seeded) * 2 - 1) * (2 / 32 * 1.5)
    spread = functional.interpolate(coarse, size=(32, 32), mode="bicubic", align_corners=True)
    unmoved = functional.affine_grid(torch.eye(2, 3).expand(len(ink), 2, 3), list(ink.shape), align_corners=False)
    expected = functional.grid_sample(ink, unmoved + spread.permute(0, 2, 3, 1), align_corners=False)
    torch.testing.assert_close(distorted(digits, Distortion(elastic_px=1.5)), expected, atol=1e-4, rtol=0)


def test_what_is_off_draws_no_random_numbers(digits: Digits) -> None:
    """Or recipes that are older would give other digits."""
    drawn, expected = torch.Generator().manual_seed(1), torch.Generator().manual_seed(1)
    Distorter(Distortion(shift_px=2.0), drawn)(ink_of(digits), torch.from_numpy(digits.labels[:40].astype(np.int64)))
    torch.rand((6, 40), generator=expected)
    assert torch.equal(drawn.get_state(), expected.get_state())


@pytest.mark.parametrize("name", [field.name for field in fields(Distortion)])
def test_each_distortion_changes_the_ink_and_keeps_its_range(digits: Digits, name: str) -> None:
    ink = ink_of(digits)
    distortion = Distortion(**{name: STRENGTHS.get(name, min(0.8, limits_of(Distortion)[name][1]))})
    out = distorted(digits, distortion)
    assert out.shape == ink.shape
    assert out.min() >= 0
    assert out.max() <= 1 + 1e-6
    assert (out - ink).abs().mean() > 0.005, f"Distorter makes nothing of {distortion}"
    assert torch.equal(out, distorted(digits, distortion))
    assert not torch.equal(out, distorted(digits, distortion, seed=2))
    grown = float(out.sum() / ink.sum())
    assert grown == pytest.approx(1, rel=0.25), "STRENGTHS gives a weaker strength to try"


def test_a_shift_moves_by_no_more_than_its_strength(digits: Digits) -> None:
    ink = ink_of(digits)
    out = distorted(digits, Distortion(shift_px=2.0))
    moves = [
        np.subtract(centre_of_mass(b[0].numpy()), centre_of_mass(a[0].numpy())) for a, b in zip(ink, out, strict=True)
    ]
    assert np.abs(moves).max() <= 2.05
    assert np.abs(moves).max() > 1.5


def test_flags_are_added_to_ones_and_bars_to_sevens_alone(digits: Digits) -> None:
    ink, labels = ink_of(digits), digits.labels[:40]
    out = distorted(digits, Distortion(flags=1.0))
    for before, after, label in zip(ink, out, labels, strict=True):
        if label not in (1, 7):
            assert torch.equal(before, after)
            continue
        assert after.sum() > before.sum() + 3
        # What is centred stays centred.
        moved = np.subtract(centre_of_mass(after[0].numpy()), centre_of_mass(before[0].numpy()))
        assert np.abs(moved).max() < 0.1


def test_flags_are_as_frequent_as_asked() -> None:
    ones = mnist_training().subset(np.flatnonzero(mnist_training().labels == 1)[:1000])
    ink = torch.from_numpy(ones.fields().astype(np.float32) / 255)[:, None]
    labels = torch.ones(1000, dtype=torch.int64)
    out = Distorter(Distortion(flags=0.3), torch.Generator().manual_seed(1))(ink, labels)
    grown = (out.sum(dim=(1, 2, 3)) > ink.sum(dim=(1, 2, 3)) + 3).float().mean()
    assert 0.25 < grown < 0.35


def test_a_flag_hangs_to_the_left_of_the_stem_and_a_bar_crosses_it() -> None:
    stem = torch.zeros((1, 32, 32))
    stem[0, 6:26, 15:18] = 1.0
    for steepness in (-1.0, 0.0, 1.0):
        flag = with_flag(stem, torch.tensor([[0.0, steepness]])) - stem
        columns = torch.nonzero(flag[0].amax(dim=0) > 0.5)
        assert columns.max() < 18
        assert columns.min() < 14
        assert torch.nonzero(flag[0].amax(dim=1) > 0.5).min() >= 6
    bar = with_bar(stem, torch.zeros((1, 3))) - stem
    columns = torch.nonzero(bar[0].amax(dim=0) > 0.5)
    assert columns.min() < 14
    assert columns.max() > 18
