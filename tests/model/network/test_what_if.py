"""A changed network answers as its changes say, wherever it is asked, and its weights stay as they are."""

import numpy as np
import pytest
import torch
from hypothesis import given

from model.network.changes import NO_CHANGES, Changes
from model.network.lenet5 import LeNet5, to_input
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, Squashing
from model.network.what_if import ChangedNetwork, gains_of
from model.network.wiring import NAMES, Unit, shape_of
from tests.model.network.test_changes import changes as any_changes
from tests.model.samples import PROPERTY, drawn_four, lively_network, random_fields

BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))


@given(changes=any_changes)
@PROPERTY
def test_a_changed_network_answers_as_recognise_does(changes: Changes) -> None:
    network, ink = lively_network(), drawn_four()
    with torch.inference_mode():
        penalties = ChangedNetwork(network, changes)(to_input(torch.from_numpy(ink))[None, None])[0]
    answer = recognise(network, ink, NO_REJECTION, changes)
    np.testing.assert_allclose(penalties, answer.penalties, rtol=1e-5)
    assert answer.changes == changes


@BOTH_SQUASHINGS
def test_without_changes_it_is_the_network_bit_for_bit(squashing: Squashing) -> None:
    network, fields = lively_network(squashing), random_fields(3)
    with torch.inference_mode():
        assert torch.equal(ChangedNetwork(network, NO_CHANGES)(fields), network(fields))


@BOTH_SQUASHINGS
@pytest.mark.parametrize("layer", NAMES[1:-1])
def test_a_map_that_is_switched_off_is_zero_and_its_neighbours_are_as_before(layer: str, squashing: Squashing) -> None:
    network, ink = lively_network(squashing), drawn_four()
    index = shape_of(layer)[0] // 2
    before = recognise(network, ink, NO_REJECTION)
    after = recognise(network, ink, NO_REJECTION, Changes({(layer, index): 0.0}))
    assert before.layer(layer)[index].all()
    assert not after.layer(layer)[index].any()
    others = np.arange(shape_of(layer)[0]) != index
    np.testing.assert_array_equal(after.layer(layer)[others], before.layer(layer)[others])
    for earlier in NAMES[: NAMES.index(layer)]:
        np.testing.assert_array_equal(after.layer(earlier), before.layer(earlier))
    assert (after.penalties != before.penalties).all()


def test_one_unit_alone_can_be_scaled() -> None:
    network, ink = lively_network(), drawn_four()
    unit = Unit("C3", 7, 2, 5)
    before = recognise(network, ink, NO_REJECTION).c3
    after = recognise(network, ink, NO_REJECTION, Changes({unit: -0.5})).c3
    assert after[7, 2, 5] == -0.5 * before[7, 2, 5] != 0
    assert (after != before).sum() == 1


@BOTH_SQUASHINGS
def test_changes_leave_the_weights_alone(squashing: Squashing) -> None:
    network = lively_network(squashing)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    changes = Changes({("C1", 0): 0.0, Unit("F6", 3): 2.0})
    recognise(network, drawn_four(), NO_REJECTION, changes)
    ChangedNetwork(network, changes)(random_fields(1))
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())


def test_only_changed_layers_are_multiplied() -> None:
    assert gains_of(LeNet5(), NO_CHANGES) == {}
    assert list(gains_of(LeNet5(), Changes({("S4", 2): 0.0}))) == ["S4"]
