"""A changed network answers as its changes say, wherever it is asked, and its weights stay as they are."""

import numpy as np
import pytest
import torch
from hypothesis import given

from model.network.changes import NO_CHANGES, Changes
from model.network.forward import read_batch
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, Squashing
from model.network.wiring import HIDDEN, NAMES, Unit, shape_of
from model.training.engine.lenet5 import parameters_of, to_input
from tests.model.network.test_changes import changes as any_changes
from tests.model.networks import gains_of, lively_network, lively_parameters
from tests.model.samples import PROPERTY, drawn_four

BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))


@given(changes=any_changes)
@PROPERTY
def test_a_changed_network_answers_as_recognise_does(changes: Changes) -> None:
    network, ink = lively_network(), drawn_four()
    with torch.inference_mode():
        field = to_input(torch.from_numpy(ink))[None, None]
        penalties = network.activations(field, gains_of(changes))["OUTPUT"][0]
    answer = recognise(parameters_of(network), ink, NO_REJECTION, changes)
    np.testing.assert_allclose(penalties, answer.penalties, rtol=1e-5)
    assert answer.changes == changes


@BOTH_SQUASHINGS
def test_gains_of_one_are_the_network_bit_for_bit(squashing: Squashing) -> None:
    parameters, ink = lively_parameters(squashing), drawn_four()[None]
    ones = {name: np.ones((shape_of(name)[0], *[shape_of(name)[1]] * 2), dtype=np.float32) for name in HIDDEN}
    np.testing.assert_array_equal(read_batch(parameters, ink, ones), read_batch(parameters, ink))


@BOTH_SQUASHINGS
@pytest.mark.parametrize("layer", HIDDEN)
def test_a_map_that_is_switched_off_is_zero_and_its_neighbours_are_as_before(layer: str, squashing: Squashing) -> None:
    parameters, ink = lively_parameters(squashing), drawn_four()
    index = shape_of(layer)[0] // 2
    before = recognise(parameters, ink, NO_REJECTION)
    after = recognise(parameters, ink, NO_REJECTION, Changes({(layer, index): 0.0}))
    assert before.layer(layer)[index].all()
    assert not after.layer(layer)[index].any()
    others = np.arange(shape_of(layer)[0]) != index
    np.testing.assert_array_equal(after.layer(layer)[others], before.layer(layer)[others])
    for earlier in NAMES[: NAMES.index(layer)]:
        np.testing.assert_array_equal(after.layer(earlier), before.layer(earlier))
    assert (after.penalties != before.penalties).all()


def test_one_unit_alone_can_be_scaled() -> None:
    parameters, ink = lively_parameters(), drawn_four()
    unit = Unit("C3", 7, 2, 5)
    before = recognise(parameters, ink, NO_REJECTION).layer("C3")
    after = recognise(parameters, ink, NO_REJECTION, Changes({unit: -0.5})).layer("C3")
    assert after[7, 2, 5] == -0.5 * before[7, 2, 5] != 0
    assert (after != before).sum() == 1


@BOTH_SQUASHINGS
def test_changes_leave_the_weights_alone(squashing: Squashing) -> None:
    parameters = lively_parameters(squashing)
    before = parameters.matrices.flat.copy()
    changes = Changes({("C1", 0): 0.0, Unit("F6", 3): 2.0})
    recognise(parameters, drawn_four(), NO_REJECTION, changes)
    np.testing.assert_array_equal(parameters.matrices.flat, before)


def test_only_changed_layers_are_multiplied() -> None:
    assert NO_CHANGES.gains() == {}
    assert list(Changes({("S4", 2): 0.0}).gains()) == ["S4"]
