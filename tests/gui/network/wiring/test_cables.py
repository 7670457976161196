"""Every connection as a curve: between which maps, of which sign, and how strong."""

from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from lenet_gui.network.layout.geometry import Geometry
from lenet_gui.network.network_layout import NetworkLayout, Size
from lenet_gui.network.wiring.cables import cables_of, cables_to
from model.assets import shipped_weights
from model.network.architecture import TABLE_I
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.rbf_codes import rbf_codes
from model.network.weights import load_weights
from model.network.wiring import NAMES, Unit

SIZES = [(690, 670), (700, 400)]
"""With one, two and four maps side by side."""


@cache
def parameters() -> Parameters:
    return load_weights(shipped_weights())[0]


def layout_of(size: tuple[int, int], folded: str = "") -> NetworkLayout:
    geometry = Geometry(QApplication.font())
    geometry.fit(QSizeF(*size), 1.0)
    if folded:
        geometry.resize_layer(folded, Size.FOLDED)
    return geometry.layout


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layer", NAMES[1:])
def test_curves_run_from_map_to_map(qapp: QApplication, size: tuple[int, int], layer: str) -> None:
    layout = layout_of(size)
    found = cables_to(layer, layout, parameters(), NO_CHANGES)
    assert found is not None
    before = layout.places[NAMES[NAMES.index(layer) - 1]]
    after = layout.places[layer]
    for x, y, source in zip(found.x, found.y, found.source, strict=True):
        cell = before.cells[source]
        assert cell.top() <= y <= cell.bottom()
        assert cell.right() - 1e-3 <= x <= before.whole.right() + 1e-3
    for bend, x, y, target in zip(found.bend_x, found.end_x, found.end_y, found.target, strict=True):
        cell = after.cells[target]
        assert cell.top() <= y <= cell.bottom()
        assert x == pytest.approx(cell.center().x() if layer == "OUTPUT" else cell.left(), abs=1e-3)
        assert bend <= x + 1e-3
    assert (found.x < found.bend_x).all()
    assert (np.abs(found.strength) <= 1).all()


def test_a_c3_map_has_the_curves_of_table_i(qapp: QApplication) -> None:
    layout = layout_of(SIZES[0])
    for index, s2_maps in enumerate(TABLE_I):
        back, _forward = cables_of(Unit("C3", index, 3, 3), layout, parameters(), NO_CHANGES)
        assert sorted(set(back.source.tolist())) == sorted(s2_maps)
        assert set(back.target.tolist()) == {index}


def test_the_sign_is_the_weights(qapp: QApplication) -> None:
    layout = layout_of(SIZES[0])
    f6 = cables_to("F6", layout, parameters(), NO_CHANGES)
    output = cables_to("OUTPUT", layout, parameters(), NO_CHANGES)
    c1 = cables_to("C1", layout, parameters(), NO_CHANGES)
    assert f6 is not None
    assert output is not None
    assert c1 is not None
    weights = parameters().f6_weight[f6.target, f6.source]
    np.testing.assert_array_equal(np.sign(f6.strength), np.sign(weights))
    order = np.argsort(np.abs(weights))
    assert (np.diff(np.abs(f6.strength)[order]) >= -1e-6).all()  # the stronger the weight, the stronger the curve
    np.testing.assert_array_equal(output.strength, rbf_codes().reshape(10, -1)[output.target, output.source])
    rows = parameters().c1_weight.sum(axis=2).ravel()
    np.testing.assert_array_equal(np.sign(c1.strength), np.sign(rows))


def test_what_is_switched_off_has_no_curves_to_the_next_layer(qapp: QApplication) -> None:
    layout = layout_of(SIZES[0])
    changes = Changes({("S2", 2): 0.0, Unit("C5", 7): 0.0, ("C3", 1): 0.5})
    plain = {layer: cables_to(layer, layout, parameters(), NO_CHANGES) for layer in NAMES[1:]}
    for layer, source, factor in (("C3", 2, 0.0), ("F6", 7, 0.0), ("S4", 1, 0.5), ("C3", 0, 1.0)):
        before, after = plain[layer], cables_to(layer, layout, parameters(), changes)
        assert before is not None
        assert after is not None
        its = after.source == source
        np.testing.assert_allclose(after.strength[its], factor * before.strength[its])


def test_the_strongest_are_the_strongest(qapp: QApplication) -> None:
    found = cables_to("F6", layout_of(SIZES[0]), parameters(), NO_CHANGES)
    assert found is not None
    kept = found.strongest(500)
    assert len(kept.strength) == 500
    assert np.abs(kept.strength).min() >= np.sort(np.abs(found.strength))[-500]


def test_a_folded_layer_has_no_curves(qapp: QApplication) -> None:
    layout = layout_of(SIZES[0], folded="C3")
    assert cables_to("C3", layout, parameters(), NO_CHANGES) is None
    assert cables_to("S4", layout, parameters(), NO_CHANGES) is None
    assert cables_to("C5", layout, parameters(), NO_CHANGES) is not None
    assert cables_of(Unit("S4", 1, 1, 1), layout, parameters(), NO_CHANGES)[0].target.tolist() != []
