"""The views: pointing at units, keys, scales, names for screen readers, what is remembered, both colour schemes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui import theme
from lenet_gui.look import Look
from lenet_gui.main_window import MainWindow
from lenet_gui.network.map_grid import MapGrid
from lenet_gui.network.penalties import SCALE_END
from lenet_gui.settings import Settings
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training import TrainingService
from model.recognition import Recognition

AnswerOf = Callable[[Callable[[], object]], Recognition]


def hover(widget: QWidget, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(position))
    event = QMouseEvent(QEvent.Type.MouseMove, position, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def unit_centre(grid: MapGrid, index: int, row: int, column: int, side: int) -> QPointF:
    cell = grid.cell_rect(index)
    return QPointF(cell.left() + (column + 0.5) * cell.width() / side, cell.top() + (row + 0.5) * cell.height() / side)


@pytest.mark.parametrize(
    ("layer", "side", "unit"), [("C1", 28, (5, 27, 0)), ("S2", 14, (2, 3, 13)), ("C3", 10, (15, 9, 9))]
)
def test_pointing_at_a_unit_tells_its_place_and_value(
    live_window: MainWindow, answer_of: AnswerOf, layer: str, side: int, unit: tuple[int, int, int]
) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    grid = live_window.maps.grids[layer]
    hover(grid, unit_centre(grid, *unit, side))
    index, row, column = unit
    value = getattr(answer, layer.lower())[unit]
    assert live_window.readout == f"{layer} map {index}, row {row}, column {column}:  {value:+.4f}"
    QApplication.sendEvent(grid, QEvent(QEvent.Type.Leave))
    assert layer not in live_window.readout


def test_what_is_said_of_a_unit_follows_the_pen(live_window: MainWindow, answer_of: AnswerOf) -> None:
    grid = live_window.maps.grids["C1"]
    hover(grid, unit_centre(grid, 0, 14, 14, 28))
    blank = live_window.readout
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert live_window.readout != blank
    assert live_window.readout.endswith(f"{answer.c1[0, 14, 14]:+.4f}")


def test_keys_walk_through_a_layer(live_window: MainWindow) -> None:
    grid = live_window.maps.grids["C3"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageUp):
        QTest.keyClick(grid, key)
    unit = grid.pointed_unit()
    assert unit is not None
    assert (unit.map, unit.row, unit.column) == (15, 1, 1)
    assert grid.accessibleDescription().startswith("C3 map 15, row 1, column 1:")
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.pointed_unit() is None


def test_maps_are_crisp_upright_and_on_the_fixed_scale(qtbot: QtBot, qapp: QApplication) -> None:
    Look(qapp).choose("light")
    grid = MapGrid("C1", 2, 4, 2, (-2.0, 2.0))
    qtbot.addWidget(grid)
    grid.resize(200, 120)
    values = np.linspace(-2, 2, 32, dtype=np.float32).reshape(2, 4, 4)
    grid.set_values(values)
    image = grid.grab().toImage()
    table = theme.activation_table(dark=False)
    for (index, row, column), value in np.ndenumerate(values):
        cell = grid.cell_rect(index)
        unit = cell.width() / 4
        expected = QColor.fromRgb(int(table[int((value + 2) * 255 / 4 + 0.5)]) & 0xFFFFFF)
        for dx, dy in ((0.3, 0.3), (0.7, 0.7)):  # one colour all over the unit: nothing is smoothed
            at = QPointF(cell.left() + (column + dx) * unit, cell.top() + (row + dy) * unit).toPoint()
            assert image.pixelColor(at).rgb() == expected.rgb()


def test_the_scale_is_symmetric_about_the_background() -> None:
    for dark in (False, True):
        table = theme.activation_table(dark)
        colours = [QColor.fromRgb(int(table[k]) & 0xFFFFFF) for k in (20, 127, 235)]
        assert colours[0].blue() > colours[0].red()
        assert colours[2].red() > colours[2].blue()
        assert colours[1].hslSaturation() < 60


def test_bars_are_on_one_scale_and_the_shortest_is_marked(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    bars = live_window.penalties
    lengths = np.array([bars.bar_rect(digit).width() for digit in range(10)])
    per_unit = lengths / np.minimum(answer.penalties, SCALE_END)
    assert per_unit == pytest.approx(per_unit[0], rel=1e-4)
    image = bars.grab().toImage()
    winner = bars.bar_rect(DIGIT).center().toPoint()
    other = bars.bar_rect(0).center().toPoint()
    assert image.pixelColor(winner).rgb() == theme.accent(bars.palette()).rgb()
    assert image.pixelColor(other).rgb() == theme.bar(bars.palette()).rgb()


def test_everything_that_takes_focus_has_a_name(live_window: MainWindow) -> None:
    for widget in live_window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, f"{widget} has no name"


def test_the_answer_is_there_in_words(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert live_window.answer.accessibleDescription() == f"Read as {DIGIT}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(qapp: QApplication, scheme: str) -> None:
    Look(qapp).choose(scheme)
    palette = qapp.palette()
    assert theme.is_dark(palette) == (scheme == "dark")
    background = palette.color(palette.ColorRole.Window)
    for colour in (palette.color(palette.ColorRole.WindowText), theme.quiet(palette), theme.accent(palette)):
        assert contrast(colour, background) >= 4.5  # WCAG 2 AA


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_window_remembers_its_settings(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    window.canvas_panel.pen_width.setValue(11)
    window.canvas_panel.normalise.setChecked(False)
    window.close()
    again = MainWindow(RecognitionService(), TrainingService(RunStore(tmp_path / "runs")), settings, Look(qapp))
    qtbot.addWidget(again)
    assert again.canvas_panel.pen_width.value() == 11
    assert not again.canvas_panel.normalise.isChecked()
    again.close()


def test_damaged_settings_give_the_defaults(settings: Settings) -> None:
    settings.keep("pen_width", "thick")
    settings.keep("geometry", "nonsense")
    assert settings.number_of("pen_width", 6, 2, 14) == 6
    assert settings.bytes_of("geometry").isEmpty()
    settings.keep("pen_width", 900)
    assert settings.number_of("pen_width", 6, 2, 14) == 6
