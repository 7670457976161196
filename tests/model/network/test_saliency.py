"""What an answer hangs on: against covering squares one by one, and against finite differences."""

import numpy as np
import pytest
import torch

from model.digits.preprocess import blank_ink
from model.network.changes import NO_CHANGES, Changes
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, FloatArray, Squashing
from model.network.saliency import input_gradient, occlusion
from model.training.engine.lenet5 import parameters_of, to_input
from tests.model.networks import gains_of, lively_network, lively_parameters
from tests.model.samples import drawn_four

BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))
CHANGES = Changes({("C3", 7): 0.0, ("S2", 1): -1.5})
WITH_AND_WITHOUT_CHANGES = pytest.mark.parametrize("changes", [NO_CHANGES, CHANGES], ids=["as it is", "changed"])


@BOTH_SQUASHINGS
@WITH_AND_WITHOUT_CHANGES
def test_occlusion_is_the_mean_over_squares_covered_one_by_one(changes: Changes, squashing: Squashing) -> None:
    side, step = 4, 2
    parameters, ink = lively_parameters(squashing), drawn_four()
    whole = recognise(parameters, ink, NO_REJECTION, changes).penalties[3]
    starts = range(0, 32 - side + 1, step)
    found: list[list[list[float]]] = [[[] for _ in range(32)] for _ in range(32)]
    for top in starts:
        for left in starts:
            covered = ink.copy()
            covered[top : top + side, left : left + side] = 0
            change = recognise(parameters, covered, NO_REJECTION, changes).penalties[3] - whole
            for row in range(top, top + side):
                for column in range(left, left + side):
                    found[row][column].append(float(change))
    expected = [[sum(here) / len(here) for here in row] for row in found]
    shown = occlusion(parameters, ink, 3, changes)
    np.testing.assert_allclose(shown, expected, atol=1e-4, rtol=1e-5)
    assert np.abs(shown).max() > 0.01


def test_paper_far_from_the_ink_counts_for_nothing() -> None:
    ink = drawn_four()
    shown = occlusion(lively_parameters(), ink, 4)
    assert not occlusion(lively_parameters(), blank_ink(), 4).any()
    assert not shown[:2].any()
    assert shown[ink > 0.5].all()


@BOTH_SQUASHINGS
@WITH_AND_WITHOUT_CHANGES
@pytest.mark.parametrize("ink", [drawn_four(), blank_ink()], ids=["four", "blank"])
def test_the_gradient_is_that_of_finite_differences(ink: FloatArray, changes: Changes, squashing: Squashing) -> None:
    network, digit, step = lively_network(squashing).double(), 9, 1e-4
    some = torch.randperm(1024, generator=torch.Generator().manual_seed(1))[:150]
    steps = step * torch.eye(1024, dtype=torch.float64)[some].reshape(-1, 1, 32, 32)
    pixels = torch.from_numpy(ink).double()
    with torch.inference_mode():
        above, below = (
            network.activations(to_input(pixels + d), gains_of(changes))["OUTPUT"][:, digit] for d in (steps, -steps)
        )
    expected = (above - below) / (2 * step)
    shown = input_gradient(parameters_of(network), ink, digit, changes).ravel()[some]
    np.testing.assert_allclose(shown, expected, rtol=1e-5, atol=1e-6)
    assert expected.abs().max() > 0.01


def test_a_step_against_the_gradient_makes_more_of_the_digit() -> None:
    parameters, ink = lively_parameters(), drawn_four()
    before = recognise(parameters, ink, NO_REJECTION).penalties
    for digit in range(10):
        gradient = input_gradient(parameters, ink, digit)
        nearer = ink - np.float32(0.01) * gradient / np.linalg.norm(gradient)
        assert recognise(parameters, nearer, NO_REJECTION).penalties[digit] < before[digit]


def test_looking_leaves_no_trace() -> None:
    parameters, ink = lively_parameters(), drawn_four()
    kept, weights = ink.copy(), parameters.matrices.flat.copy()
    for shown in (occlusion(parameters, ink, 4), input_gradient(parameters, ink, 4)):
        assert shown.shape == (32, 32)
        assert shown.dtype == np.float32
        assert not shown.flags.writeable
    np.testing.assert_array_equal(ink, kept)
    np.testing.assert_array_equal(parameters.matrices.flat, weights)
