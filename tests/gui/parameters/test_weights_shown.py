"""Coefficients, biases, C5's kernels and F6's weights: values, scales, pointing, keys, choosing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.base.translate import typeset
from lenet_gui.parameters.kernel_set import Spot
from lenet_gui.parameters.scale_bar import limit_of
from lenet_gui.parameters.weight_pages import DensePage
from lenet_gui.parameters.window import ParametersWindow
from model.network.recognition import Recognition
from model.network.wiring import Unit
from tests.gui.parameters.kernels import wiring_of
from tests.gui.pointing import hover, tooltip


@pytest.fixture
def dense(parameters_window: ParametersWindow) -> DensePage:
    parameters_window.tabs.setCurrentIndex(2)
    return parameters_window.dense


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_a_limit_holds_the_values_and_little_more(values: list[float]) -> None:
    array = np.array(values)
    largest = float(np.abs(array).max())
    if largest < 1e-300:
        return
    assert largest * (1 - 1e-5) <= limit_of(array) <= largest * 1.7


@given(st.integers(-6, 6), st.sampled_from([1, 1.5, 2, 3, 5, 7]))
def test_a_round_value_is_its_own_limit(power: int, step: float) -> None:
    limit = float(f"{step}e{power}")
    assert limit_of(np.array([-limit])) == limit
    assert limit_of(np.array([np.nan, limit])) == limit


def test_bars_are_proportional_from_the_zero_line(parameters_window: ParametersWindow, answer: Recognition) -> None:
    parameters_window.tabs.setCurrentIndex(1)
    page, p = parameters_window.subsampling, answer.parameters
    for view, values in (
        (page.coefficients["S2"], p.s2_coefficient),
        (page.coefficients["S4"], p.s4_coefficient),
        (page.biases["S2"], p.s2_bias),
        (page.biases["S4"], p.s4_bias),
    ):
        plot, signed = view.plot_rect(), bool((values < 0).any())
        zero, reach = (plot.center().y(), plot.height() / 2) if signed else (plot.bottom(), plot.height())
        for index, value in enumerate(values):
            bar = view.bar_rect(index)
            length = zero - bar.top() if value > 0 else zero - bar.bottom()
            assert length / reach * view.limit == pytest.approx(float(value), abs=1e-6)
        assert np.abs(values).max() <= view.limit


def test_pointer_and_keys_describe_a_bar(parameters_window: ParametersWindow, answer: Recognition) -> None:
    parameters_window.tabs.setCurrentIndex(1)
    view = parameters_window.subsampling.coefficients["S4"]
    expected = f"S4 map 13:  {answer.parameters.s4_coefficient[13]:+.4f}"
    place = view.rect_of(13).center()
    assert tooltip(view, place) == expected
    hover(view, place)
    assert view.accessibleDescription() == expected
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == f"S4 map 14:  {answer.parameters.s4_coefficient[14]:+.4f}"


def test_a_bar_chooses_its_map_and_is_highlighted(qtbot: QtBot, parameters_window: ParametersWindow) -> None:
    parameters_window.tabs.setCurrentIndex(1)
    view = parameters_window.subsampling.biases["S2"]
    with qtbot.waitSignal(parameters_window.unit_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect_of(4).center().toPoint())
    assert chosen.args == [Unit("S2", 4, 7, 7)]
    parameters_window.choose(Unit("S4", 9, 1, 1))
    for bars in (parameters_window.subsampling.biases, parameters_window.subsampling.coefficients):
        assert bars["S4"].accessibleDescription().startswith("S4 map 9:  ")


def test_the_chosen_c5_units_kernels_are_shown(qtbot: QtBot, dense: DensePage, answer: Recognition) -> None:
    assert wiring_of(dense.c5, 1, 16).all()
    dense.c5_unit.setValue(118)
    with qtbot.waitSignal(dense.chosen) as chosen:
        QTest.keyClick(dense.c5_unit, Qt.Key.Key_Up)
    assert chosen.args == ["C5", 119]
    weight = answer.parameters.c5_weight[119, 15, 4, 4]
    expected = f"C5 unit 119 from S4 map 15, row 4, column 4:  weight {weight:+.4f}"
    assert tooltip(dense.c5, dense.c5.rect_of(Spot(0, 15, (4, 4))).center()) == expected
    assert dense.c5.words_of(Spot(-1, 3)) == "S4 map 3 is read by all 120 C5 units"


def test_the_f6_picture_describes_every_weight(dense: DensePage, answer: Recognition) -> None:
    for row, column in ((0, 0), (83, 119), (41, 60)):
        place = dense.f6.rect_of((row, column)).center()
        weight = answer.parameters.f6_weight[row, column]
        assert tooltip(dense.f6, place) == f"F6 unit {row} from C5 unit {column}:  weight {weight:+.4f}"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(dense.f6, key)
    assert dense.f6.accessibleDescription() == (
        f"F6 unit 1 from C5 unit 1:  weight {answer.parameters.f6_weight[1, 1]:+.4f}"
    )


def test_a_row_of_f6_chooses_its_unit(qtbot: QtBot, dense: DensePage, answer: Recognition) -> None:
    with qtbot.waitSignal(dense.chosen) as chosen:
        QTest.mouseClick(dense.f6, Qt.MouseButton.LeftButton, pos=dense.f6.rect_of((50, 7)).center().toPoint())
    assert chosen.args == ["F6", 50]
    assert dense.f6_unit.value() == 50
    weight = answer.parameters.f6_weight[50, 7]
    assert dense.f6_weights.words_of(7) == f"C5 unit 7:  {weight:+.4f}"
    assert (
        typeset(f"F6 unit 50, one for each C5 unit; bias {answer.parameters.f6_bias[50]:+.4f}") in dense.f6_title.text()
    )


def test_units_chosen_elsewhere_are_shown(parameters_window: ParametersWindow, dense: DensePage) -> None:
    parameters_window.choose(Unit("C5", 77))
    parameters_window.choose(Unit("F6", 12))
    assert (dense.c5_unit.value(), dense.f6_unit.value()) == (77, 12)
    assert dense.c5.words_of(Spot(0, -1)).startswith("C5 unit 77 reads all 16 S4 maps; bias ")
