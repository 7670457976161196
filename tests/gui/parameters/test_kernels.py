"""Kernels and Table I: what is shown as joined, pointing, keys, what is lit, the scale, other parameters."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.translate import typeset
from lenet_gui.parameters.kernel_set import HEAD, Spot
from lenet_gui.parameters.kernel_table import KernelTable
from lenet_gui.parameters.window import ParametersWindow
from model.network.architecture import TABLE_I
from model.network.recognition import Recognition
from model.network.wiring import Unit
from model.training.engine.lenet5 import LeNet5
from tests.gui.painted import picture_of
from tests.gui.parameters.kernels import wiring_of, with_c3_scaled
from tests.gui.pointing import hover, tooltip


@pytest.fixture
def table(parameters_window: ParametersWindow) -> KernelTable:
    return parameters_window.kernels.table_i


def centre_of(table: KernelTable, row: int, column: int) -> QPointF:
    return table.layout_now().tile(row, column).center()


def joined_by_the_network() -> np.ndarray:
    """(6, 16): S2 maps down, C3 maps across."""
    dense = LeNet5().c3.dense_weight().detach().numpy()
    joined: np.ndarray = (dense != 0).any(axis=(2, 3)).T
    return joined


def test_table_i_is_the_networks_mask(table: KernelTable) -> None:
    assert (wiring_of(table, 6, 16) == joined_by_the_network()).all()


def test_only_joined_cells_are_painted(table: KernelTable) -> None:
    image = picture_of(table)
    ground = image.pixelColor(1, table.height() - 2).rgb()
    painted = np.zeros((6, 16), dtype=np.bool_)
    for row, column in np.ndindex(6, 16):
        tile = table.layout_now().tile(row, column)
        points = [QPointF(tile.left() + x * tile.width(), tile.center().y()).toPoint() for x in (0.1, 0.5, 0.9)]
        painted[row, column] = any(image.pixelColor(point).rgb() != ground for point in points)
    assert (painted == joined_by_the_network()).all()


def test_the_tooltip_describes_a_weight(table: KernelTable, answer: Recognition) -> None:
    spot = Spot(3, 7, (1, 4))
    kernel = answer.parameters.kernels("C3", 7).get(3)
    assert kernel is not None
    expected = f"C3 map 7 from S2 map 3, row 1, column 4:  weight {kernel[1, 4]:+.4f}"
    place = table.rect_of(spot).center()
    assert tooltip(table, place) == expected
    hover(table, place)
    assert table.pointed == spot
    assert table.accessibleDescription() == typeset(expected)
    assert tooltip(table, centre_of(table, 0, 7)) == "C3 map 7 does not read S2 map 0"


def test_a_weight_has_the_colour_of_its_value(table: KernelTable, answer: Recognition) -> None:
    kernel = answer.parameters.kernels("C3", 6).get(0)
    assert kernel is not None
    limit = 1.0  # 99 % of C3's weights are within 0.83
    colours = theme.activation_table(False, theme.DEFAULT_COLOUR_MAP)
    image = picture_of(table)
    for row, column in np.ndindex(5, 5):
        step = int(np.clip(float(kernel[row, column]) / limit * 127.5 + 128, 0, 255))
        at = table.layout_now().weight(Spot(0, 6, (row, column))).center().toPoint()
        assert image.pixelColor(at).rgb() & 0xFFFFFF == int(colours[step]) & 0xFFFFFF


@pytest.mark.parametrize("c3_map", range(16))
def test_a_column_highlights_the_maps_it_reads(table: KernelTable, c3_map: int) -> None:
    hover(table, centre_of(table, HEAD, c3_map))
    assert {spot.row for spot in table.lit if spot.column == HEAD} == set(TABLE_I[c3_map])
    assert {spot.column for spot in table.lit if spot.row == HEAD} == {c3_map}
    assert table.accessibleDescription().startswith(f"C3 map {c3_map} reads ")


@pytest.mark.parametrize("s2_map", range(6))
def test_a_row_highlights_the_maps_that_read_it(table: KernelTable, s2_map: int) -> None:
    hover(table, centre_of(table, s2_map, HEAD))
    readers = {c3_map for c3_map, read in enumerate(TABLE_I) if s2_map in read}
    assert {spot.column for spot in table.lit if spot.row == HEAD} == readers
    words = f"S2 map {s2_map} is read by C3 maps {', '.join(str(reader) for reader in sorted(readers))}"
    assert table.accessibleDescription() == words


def test_a_kernel_highlights_the_partners_of_both_maps(table: KernelTable) -> None:
    hover(table, centre_of(table, 2, 0))
    assert {spot.row for spot in table.lit if spot.column == HEAD} == {0, 1, 2}
    assert {spot.column for spot in table.lit if spot.row == HEAD} == {0, 1, 2, 6, 7, 8, 11, 13, 14, 15}


def test_keys_move_between_tiles_and_with_shift_between_weights(table: KernelTable, answer: Recognition) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(table, key)
    assert table.pointed == Spot(1, 1)  # the first key only leads there
    assert table.accessibleDescription().startswith("C3 map 1 reads S2 map 1: 25 weights, ")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(table, key, Qt.KeyboardModifier.ShiftModifier)
    kernel = answer.parameters.kernels("C3", 1).get(1)
    assert kernel is not None
    assert table.accessibleDescription().endswith(typeset(f"row 1, column 1:  weight {kernel[1, 1]:+.4f}"))
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.pointed == Spot(HEAD, 1)
    QTest.keyClick(table, Qt.Key.Key_Left)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.pointed == Spot(HEAD, 0)  # there is nothing in the corner
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.pointed is None


def test_a_click_chooses_a_unit(qtbot: QtBot, parameters_window: ParametersWindow, table: KernelTable) -> None:
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(parameters_window.unit_chosen) as chosen:
        QTest.mouseClick(table, left, pos=centre_of(table, 4, 8).toPoint())
    assert chosen.args == [Unit("C3", 8, 5, 5)]
    parameters_window.choose(Unit("S2", 0, 2, 13))
    with qtbot.waitSignal(parameters_window.unit_chosen) as chosen:
        QTest.mouseClick(table, left, pos=centre_of(table, 3, HEAD).toPoint())
    assert chosen.args == [Unit("S2", 3, 2, 13)]  # in the place of the one chosen before
    with qtbot.waitSignal(parameters_window.unit_chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == [Unit("S2", 3, 2, 13)]


def test_a_unit_chosen_elsewhere_is_highlighted_without_a_signal(
    qtbot: QtBot, parameters_window: ParametersWindow, table: KernelTable
) -> None:
    with qtbot.assertNotEmitted(parameters_window.unit_chosen):
        for unit in (Unit("C3", 7, 2, 5), Unit("C5", 119), Unit("F6", 83), Unit("S4", 3, 0, 0), None):
            parameters_window.choose(unit)
        parameters_window.choose(Unit("C3", 7, 2, 5))
    assert table.spot == Spot(HEAD, 7)
    assert table.accessibleDescription().startswith("C3 map 7 reads S2 maps 1, 2, 3, 4; bias ")
    parameters_window.choose(Unit("C1", 2, 0, 0))
    assert table.spot is None
    assert parameters_window.kernels.c1.spot == Spot(HEAD, 2)


def test_the_heads_show_the_current_answer(
    table: KernelTable, parameters_window: ParametersWindow, answer: Recognition
) -> None:
    centre = centre_of(table, HEAD, 12).toPoint()
    before = picture_of(table).pixelColor(centre)
    parameters_window.show_recognition(replace(answer, values=np.full_like(answer.values, 1.7)))
    after = picture_of(table).pixelColor(centre)
    assert before != after
    assert after.rgb() & 0xFFFFFF == int(theme.activation_table(False, theme.DEFAULT_COLOUR_MAP)[254]) & 0xFFFFFF


def test_the_scale_is_described_and_depends_on_the_parameters_only(
    parameters_window: ParametersWindow, table: KernelTable, answer: Recognition
) -> None:
    bar = parameters_window.kernels.c3_scale
    assert bar.limit == 1.0
    assert "-1 to +1" in bar.accessibleName()
    beyond = int((np.abs(answer.parameters.c3_weight) > 1).sum())
    assert f"{beyond} of 1,500 off the scale" in bar.toolTip()
    parameters_window.show_recognition(with_c3_scaled(answer, 3.0))
    assert bar.limit == 3.0
    kernel = answer.parameters.kernels("C3", 0).get(0)
    assert kernel is not None
    told = tooltip(table, table.rect_of(Spot(0, 0, (0, 0))).center())
    assert told.endswith(f"{3 * float(kernel[0, 0]):+.4f}")


def test_c1_reads_the_input(parameters_window: ParametersWindow, answer: Recognition) -> None:
    c1 = parameters_window.kernels.c1
    assert wiring_of(c1, 1, 6).all()
    weight = answer.parameters.c1_weight[5, 4, 0]
    expected = f"C1 map 5 from INPUT, row 4, column 0:  weight {weight:+.4f}"
    assert tooltip(c1, c1.rect_of(Spot(0, 5, (4, 0))).center()) == expected
    assert c1.words_of(Spot(0, HEAD)) == "INPUT is read by all 6 C1 maps"


def test_focus_by_tab_is_seen(table: KernelTable) -> None:
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.pointed == Spot(0, 0)
