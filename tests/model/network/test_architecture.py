"""The figures of LeNet-5, typed in from the paper, against the architecture's table and the real modules."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.network import architecture
from model.network.rbf_codes import rbf_codes
from model.training.engine.lenet5 import LeNet5
from tests.model import numpy_twin
from tests.model.networks import lively_network, random_fields
from tests.model.samples import PROPERTY

# name, maps, side, trainable, connections, receptive field, step: the paper's figures, not computed ones.
PUBLISHED = [
    ("C1", 6, 28, 156, 122_304, 5, 1),
    ("S2", 6, 14, 12, 5_880, 6, 2),
    ("C3", 16, 10, 1_516, 151_600, 14, 2),
    ("S4", 16, 5, 32, 2_000, 16, 4),
    ("C5", 120, 1, 48_120, 48_120, 32, 4),
    ("F6", 84, 1, 10_164, 10_164, 32, 4),
    ("OUTPUT", 10, 1, 0, 840, 32, 4),
]


def test_the_table_of_layers_is_the_published_one() -> None:
    table = [
        (x.name, x.maps, x.side, x.parameters, x.connections, x.receptive_field_px, x.step_px)
        for x in architecture.LAYERS
    ]
    assert table == PUBLISHED
    assert architecture.TRAINABLE_PARAMETERS == 60_000


@pytest.mark.parametrize(("name", "count"), [(row[0], row[3]) for row in PUBLISHED])
def test_each_module_has_the_published_number_of_parameters(name: str, count: int) -> None:
    assert sum(parameter.numel() for parameter in getattr(LeNet5(), name.lower()).parameters()) == count


def test_the_network_has_60_000_parameters_and_840_fixed_values() -> None:
    network = LeNet5()
    assert sum(parameter.numel() for parameter in network.parameters()) == 60_000
    assert network.output.codes.numel() == 840
    assert not network.output.codes.requires_grad
    # What is saved is what is trained: codes and wiring never come from a file.
    assert sum(tensor.numel() for tensor in network.state_dict().values()) == 60_000


def test_every_layer_has_the_published_shape() -> None:
    layers = LeNet5().activations(random_fields(2))
    assert list(layers) == [row[0] for row in PUBLISHED]
    for name, maps, side, *_ in PUBLISHED:
        assert layers[name].shape == ((2, maps) if side == 1 else (2, maps, side, side))


def test_c3_is_wired_as_table_i_has_it() -> None:
    assert [set(s2_maps) for s2_maps in architecture.TABLE_I] == list(numpy_twin.TABLE_I)
    wired = lively_network().c3.dense_weight().detach().numpy() != 0
    for c3_map, s2_maps in enumerate(numpy_twin.TABLE_I):
        for s2_map in range(6):
            kernel = wired[c3_map, s2_map]
            assert kernel.all() if s2_map in s2_maps else not kernel.any()


def test_the_codes_are_those_of_the_figure() -> None:
    np.testing.assert_array_equal(rbf_codes(), numpy_twin.codes())
    assert (rbf_codes() > 0).sum(axis=1).tolist() == [35, 27, 33, 32, 41, 35, 39, 25, 43, 39]
    np.testing.assert_array_equal(LeNet5().output.codes.numpy(), rbf_codes())


def test_the_codes_lie_48_to_200_apart() -> None:
    codes = rbf_codes()
    apart = {(a, b): float(((codes[a] - codes[b]) ** 2).sum()) for a, b in itertools.combinations(range(10), 2)}
    assert min(apart.values()) == 48 == apart[6, 8]
    assert list(apart.values()).count(48) == 1
    assert max(apart.values()) == 200


def test_the_codes_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        rbf_codes()[0, 0] = 0
    before = rbf_codes().copy()
    LeNet5().output.codes.fill_(7)  # the network has a copy of its own
    np.testing.assert_array_equal(rbf_codes(), before)


@PROPERTY
@given(row=st.integers(0, 31), column=st.integers(0, 31))
@pytest.mark.parametrize(("name", "field", "step"), [(r[0], r[5], r[6]) for r in PUBLISHED[:4]])
def test_a_pixel_reaches_exactly_the_units_whose_receptive_field_holds_it(
    name: str, field: int, step: int, row: int, column: int
) -> None:
    network = lively_network().double()
    x = random_fields(1).double()
    touched = x.clone()
    touched[0, 0, row, column] += 0.5
    with torch.inference_mode():
        change = (network.activations(x)[name] - network.activations(touched)[name]).abs()[0]
    starts = torch.arange(change.shape[1]) * step
    rows = (starts <= row) & (row < starts + field)
    columns = (starts <= column) & (column < starts + field)
    # Every map, so that a map that ignores its input shows; double precision, so that the faintest reach does.
    expected = (rows[:, None] & columns).expand_as(change)
    torch.testing.assert_close(change > 1e-12, expected)
