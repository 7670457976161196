"""Connections: compared with the paper's counts, in both directions, and with what the network really reads."""

import itertools
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.network.architecture import LAYERS, TABLE_I
from model.network.wiring import INPUT, NAMES, Block, Unit, readers, reads, receptive_field, shape_of
from model.training.engine.lenet5 import LeNet5
from tests.model import numpy_twin
from tests.model.networks import lively_network, random_fields
from tests.model.samples import PROPERTY


def units_of(layer: str) -> Iterator[Unit]:
    maps, side = shape_of(layer)
    return (Unit(layer, *place) for place in itertools.product(range(maps), range(side), range(side)))


def units_in(block: Block) -> Iterator[tuple[str, int, int, int]]:
    """As plain tuples: there are some 330,000 connections to go through."""
    rows, columns = range(block.top, block.top + block.height), range(block.left, block.left + block.width)
    return ((block.layer, block.map, row, column) for row in rows for column in columns)


def key(unit: Unit) -> tuple[str, int, int, int]:
    return unit.layer, unit.map, unit.row, unit.column


@st.composite
def units(draw: st.DrawFn, layers: tuple[str, ...] = NAMES[1:]) -> Unit:
    """Any unit, corners and borders as often as the middle."""
    layer = draw(st.sampled_from(layers))
    maps, side = shape_of(layer)
    along = st.one_of(st.sampled_from([0, side - 1]), st.integers(0, side - 1))
    return Unit(layer, draw(st.integers(0, maps - 1)), draw(along), draw(along))


@cache
def network() -> LeNet5:
    return lively_network()


@cache
def exact_network() -> LeNet5:
    """In double precision, where no small change drowns in rounding."""
    return lively_network().double()


def value_of(unit: Unit, net: LeNet5, field: torch.Tensor) -> float:
    with torch.inference_mode():
        return float(net.activations(field)[unit.layer][0].reshape(*shape_of(unit.layer), -1)[key(unit)[1:]])


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(NAMES)))
def test_reads_and_readers_are_inverse(before: str, after: str) -> None:
    down = {
        (key(reader), source) for reader in units_of(after) for block in reads(reader) for source in units_in(block)
    }
    up = {
        (reader, key(source)) for source in units_of(before) for block in readers(source) for reader in units_in(block)
    }
    assert down == up
    layer = LAYERS[NAMES.index(after) - 1]
    # The paper counts each unit's bias as a connection too; OUTPUT has none.
    assert len(down) == layer.connections - (layer.maps * layer.side**2 if layer.parameters else 0)


def test_the_input_reads_nothing_and_nothing_reads_the_output() -> None:
    assert reads(Unit(INPUT, 0, 3, 4)) == ()
    assert readers(Unit("OUTPUT", 9)) == ()


def test_the_path_back_ends_in_the_receptive_field() -> None:
    """For every unit of the network: the pixels that it can be reached from, as the bits of one number."""
    pixels = {key(unit): 1 << (32 * unit.row + unit.column) for unit in units_of(INPUT)}
    for layer in NAMES[1:]:
        for unit in units_of(layer):
            seen = 0
            for source in itertools.chain.from_iterable(map(units_in, reads(unit))):
                seen |= pixels[source]
            pixels[key(unit)] = seen
    for unit in itertools.chain.from_iterable(map(units_of, NAMES)):
        shown = 0
        for pixel in units_in(receptive_field(unit)):
            shown |= pixels[pixel]
        assert pixels[key(unit)] == shown, unit


@given(unit=units(), seed=st.integers(0, 1000))
@PROPERTY
def test_nothing_outside_the_receptive_field_changes_a_unit(unit: Unit, seed: int) -> None:
    field, other = random_fields(2, seed)[:, None]
    seen = receptive_field(unit)
    place = (..., slice(seen.top, seen.top + seen.height), slice(seen.left, seen.left + seen.width))
    other[place] = field[place]
    assert value_of(unit, network(), other) == value_of(unit, network(), field)


@given(unit=units(), data=st.data(), seed=st.integers(0, 1000))
@PROPERTY
def test_every_pixel_inside_the_receptive_field_changes_a_unit(unit: Unit, data: st.DataObject, seed: int) -> None:
    seen = receptive_field(unit)
    along = [st.one_of(st.sampled_from([0, side - 1]), st.integers(0, side - 1)) for side in (seen.height, seen.width)]
    row, column = (data.draw(offset) for offset in along)
    field = random_fields(1, seed).double()
    changed = field.clone()
    changed[0, 0, seen.top + row, seen.left + column] += 0.5
    assert value_of(unit, exact_network(), changed) != value_of(unit, exact_network(), field)


@given(unit=units(("C3",)))
@PROPERTY
def test_a_c3_unit_reads_the_maps_of_table_i(unit: Unit) -> None:
    assert {block.map for block in reads(unit)} == numpy_twin.TABLE_I[unit.map]


def test_table_i_is_the_networks_mask() -> None:
    mask = network().c3.dense_weight().detach().numpy().any(axis=(2, 3))
    wired = np.zeros((16, 6), dtype=bool)
    for c3_map in range(16):
        wired[c3_map, [block.map for block in reads(Unit("C3", c3_map))]] = True
    np.testing.assert_array_equal(wired, mask)
    np.testing.assert_array_equal(wired, [[s2_map in row for s2_map in range(6)] for row in TABLE_I])


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("C4", 0), "there is no layer 'C4'; the layers are INPUT, C1"),
        (("C3", 16), "C3 has maps 0 to 15, not 16"),
        (("C3", -1), "C3 has maps 0 to 15, not -1"),
        (("S4", 0, 5), "S4 has rows 0 to 4, not 5"),
        (("C1", 0, 27, 28), "C1 has columns 0 to 27, not 28"),
        (("F6", 0, 0, 1), "F6 has only column 0, not 1"),
    ],
)
def test_an_impossible_unit_is_refused(place: tuple[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Unit(*place)
