"""A sweep sees what LeNet-5 sees in every window, layer by layer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assets import shipped_weights
from model.network.forward import Forward, penalties_of, to_input
from model.network.records import FloatArray, Squashing
from model.network.weights import load_weights
from model.numbers.sweep import swept
from model.numbers.swept_row import STEP_PX
from model.training.engine.lenet5 import parameters_of
from tests.model.networks import lively_network
from tests.model.samples import PROPERTY

PARAMETERS, _ = load_weights(shipped_weights())


def random_field(columns: int, seed: int) -> FloatArray:
    field: FloatArray = np.random.default_rng(seed).random((32, 28 + STEP_PX * columns), dtype=np.float32)
    return field


@PROPERTY
@given(st.integers(1, 12), st.integers(0, 2**32 - 1), st.sampled_from([None, *Squashing]))
def test_every_layer_is_lenet5s_own_on_every_window(columns: int, seed: int, squashing: Squashing | None) -> None:
    parameters = PARAMETERS if squashing is None else parameters_of(lively_network(squashing))
    field = random_field(columns, seed)
    sweep = swept(parameters, field)
    assert sweep.penalties.shape == (columns, 10)
    forward = Forward(columns)
    windows = np.stack([field[:, STEP_PX * n : STEP_PX * n + 32] for n in range(columns)])
    forward.run(parameters.matrices, to_input(windows))
    for n in range(columns):
        for of_sweep, step, own in (
            (sweep.c1, 4, forward.c1),
            (sweep.s2, 2, forward.s2),
            (sweep.c3, 2, forward.c3),
            (sweep.s4, 1, forward.s4),
        ):
            seen = of_sweep[:, :, step * n : step * n + own.shape[-1]]
            np.testing.assert_allclose(seen, own[n], rtol=0, atol=1e-5)
        np.testing.assert_allclose(sweep.c5[:, n], forward.c5[n], rtol=0, atol=1e-5)
        np.testing.assert_allclose(sweep.f6[:, n], forward.f6[n], rtol=0, atol=1e-5)
    np.testing.assert_allclose(sweep.penalties, penalties_of(forward.f6), rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("shape", [(32, 28), (32, 34), (28, 32), (36, 40)])
def test_other_fields_are_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"not {shape[0]} by {shape[1]}"):
        swept(PARAMETERS, np.zeros(shape, dtype=np.float32))


def test_what_a_sweep_saw_cannot_be_changed() -> None:
    sweep = swept(PARAMETERS, random_field(3, 1))
    with pytest.raises(ValueError, match="read-only"):
        sweep.penalties[0, 0] = 1
