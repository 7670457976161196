"""The whole network in one picture: what it shows, pointing, choosing, walking, folding, zooming."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.main_window import MainWindow
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_view import NetworkView
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from model.network.explain import explain
from model.network.recognition import Recognition
from model.network.wiring import HIDDEN, NAMES, Unit, shape_of
from tests.gui.conftest import AnswerOf
from tests.gui.network.network_driving import centre_of, click_on
from tests.gui.painted import picture_of
from tests.gui.pointing import hover
from tests.screenshots import press

CORNERS = [
    Unit("INPUT", 0, 31, 0),
    Unit("C1", 5, 27, 0),
    Unit("S2", 2, 3, 13),
    Unit("C3", 15, 9, 9),
    Unit("S4", 0, 4, 4),
    Unit("C5", 119),
    Unit("F6", 83),
    Unit("OUTPUT", 9),
]


@pytest.fixture
def drawn(live_window: MainWindow, answer_of: AnswerOf) -> tuple[NetworkView, Recognition]:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    return live_window.network.view, answer


def test_a_penalty_is_told_as_exactly_as_it_was_computed(drawn: tuple[NetworkView, Recognition]) -> None:
    view, answer = drawn
    # 8.36415 in single precision, which is rounded up, beside 8.3641 where its squares are added.
    penalties = np.full(10, 8.364149921924302)
    view.show_recognition(replace(answer, penalties=penalties))
    view.point_at(Unit("OUTPUT", DIGIT))
    assert view.accessibleDescription().endswith("8.3641")
    assert f"{explain(replace(answer, penalties=penalties), Unit('OUTPUT', DIGIT)).value:.4f}" == "8.3641"


@pytest.mark.parametrize("unit", CORNERS, ids=lambda unit: unit.layer)
def test_pointing_at_a_unit_shows_its_name_and_value(
    live_window: MainWindow, drawn: tuple[NetworkView, Recognition], unit: Unit
) -> None:
    view, answer = drawn
    hover(view, centre_of(view, unit))
    value = answer.layer(unit.layer)[unit.map, unit.row, unit.column]
    assert view.pointed_unit == unit
    assert live_window.footer.unit.text.endswith(f" {value:.4f}" if unit.layer == "OUTPUT" else f" {value:+.4f}")
    assert view.accessibleDescription() == live_window.footer.unit.text
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not live_window.footer.unit.text


def test_the_value_shown_of_a_unit_follows_the_pen(live_window: MainWindow, answer_of: AnswerOf) -> None:
    view = live_window.network.view
    hover(view, centre_of(view, Unit("C1", 0, 14, 14)))
    blank = live_window.footer.unit.text
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert live_window.footer.unit.text != blank
    assert live_window.footer.unit.text.endswith(f"{answer.layer('C1')[0, 14, 14]:+.4f}")


@pytest.mark.parametrize("colours", theme.COLOUR_MAPS)
@pytest.mark.parametrize("layer", HIDDEN)
def test_every_unit_has_its_colour_on_the_fixed_scale(
    qapp: QApplication, live_window: MainWindow, drawn: tuple[NetworkView, Recognition], layer: str, colours: str
) -> None:
    ColourScheme(qapp).choose("light")
    view, answer = drawn
    live_window.scale.choose(colours)
    image = picture_of(view)
    table = theme.activation_table(False, colours)
    limit = live_window.scale.limit
    for (index, row, column), value in np.ndenumerate(answer.layer(layer)):
        step = int(np.clip(value / limit * 127.5 + 128, 0, 255))
        middle = centre_of(view, Unit(layer, index, row, column))
        shown = image.pixelColor(int(middle.x()), int(middle.y()))
        near = [QColor.fromRgb(int(table[k]) & 0xFFFFFF).rgb() for k in range(max(0, step - 1), min(255, step + 1) + 1)]
        assert shown.rgb() in near


def test_the_scale_does_not_depend_on_the_values(live_window: MainWindow, answer_of: AnswerOf) -> None:
    before = live_window.scale.limit, live_window.scale.table(live_window.palette()).copy()
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert live_window.scale.limit == before[0]
    assert np.array_equal(live_window.scale.table(live_window.palette()), before[1])


def test_a_click_chooses_a_unit_and_escape_none(drawn: tuple[NetworkView, Recognition], qtbot: QtBot) -> None:
    view, _ = drawn
    with qtbot.waitSignal(view.chosen) as chosen:
        click_on(view, Unit("S4", 3, 2, 2))
    assert chosen.args == [Unit("S4", 3, 2, 2)]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen_unit is None


def test_keys_walk_the_whole_network(live_window: MainWindow) -> None:
    view = live_window.network.view
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_Right)
    for layer in NAMES[1:]:
        QTest.keyClick(view, Qt.Key.Key_Right, control)
        assert view.pointed_unit is not None
        assert view.pointed_unit.layer == layer
        assert view.accessibleDescription()
        before = view.pointed_unit
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        assert view.pointed_unit.map == (before.map + 1) % shape_of(layer)[0]
        QTest.keyClick(view, Qt.Key.Key_PageUp)
        assert view.pointed_unit == before
    QTest.keyClick(view, Qt.Key.Key_Left, control)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.chosen_unit == view.pointed_unit


def test_arrows_stop_at_the_edge_of_a_map(live_window: MainWindow) -> None:
    view = live_window.network.view
    view.point_at(Unit("C3", 4, 9, 9))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.pointed_unit == Unit("C3", 4, 9, 9)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.pointed_unit == Unit("C3", 4, 8, 9)


def test_pointing_marks_the_path_of_a_unit(qapp: QApplication, drawn: tuple[NetworkView, Recognition]) -> None:
    ColourScheme(qapp).choose("light")
    view, _ = drawn
    plain = picture_of(view)
    hover(view, centre_of(view, Unit("C3", 0, 5, 5)))
    lit = picture_of(view)
    layout = view.layout_now()

    def changed(layer: str, index: int) -> bool:
        cell = view.to_view(layout.places[layer].cells[index]).toRect()
        return plain.copy(cell) != lit.copy(cell)

    assert changed("INPUT", 0)
    assert [index for index in range(6) if changed("S2", index)] == [0, 1, 2]  # Table I
    assert changed("S4", 0)


def test_the_value_is_beside_the_pointer_and_follows_the_pen(live_window: MainWindow, answer_of: AnswerOf) -> None:
    view, unit = live_window.network.view, Unit("C1", 0, 14, 14)
    assert view.value_label.isHidden()
    hover(view, centre_of(view, unit))
    blank = view.value_label.text
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert view.value_label.isVisible()
    assert view.value_label.text != blank
    shown = f"{answer.layer('C1')[0, 14, 14]:+.2f}".replace("-", "\N{MINUS SIGN}")
    assert view.value_label.text == f"C1 map 0, row 14, column 14: {shown}"
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.value_label.isHidden()


def test_the_label_follows_its_unit_when_the_layers_move(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    view, unit = live_window.network.view, Unit("S2", 5, 7, 7)
    before, label = centre_of(view, unit), view.value_label
    hover(view, before)
    click_on(view, unit)
    QApplication.processEvents()  # the drawer has opened
    there = centre_of(view, unit)
    assert (there - before).manhattanLength() > label.width() + label.height()
    assert label.isVisible()
    assert label.text.startswith("S2 map 5, row 7, column 7")
    assert (label.geometry().center() - there.toPoint()).manhattanLength() < label.width() + label.height()


def test_the_label_grows_with_the_text(
    drawn: tuple[NetworkView, Recognition], live_window: MainWindow, qtbot: QtBot
) -> None:
    view, _ = drawn
    label, unit = view.value_label, Unit("C1", 0, 14, 14)
    hover(view, centre_of(view, unit))
    usual = label.size()
    press(live_window, "150 %")
    qtbot.waitUntil(lambda: label.sizeHint().width() > usual.width())
    grown, grown_height = label.size() == label.sizeHint(), view.fontMetrics().height()
    press(live_window, "100 %")
    assert grown
    qtbot.waitUntil(lambda: view.fontMetrics().height() < grown_height)
    hover(view, centre_of(view, unit))  # the units may have moved away from the pointer
    qtbot.waitUntil(lambda: label.size() == usual)


@pytest.mark.parametrize("unit", CORNERS, ids=lambda unit: unit.layer)
def test_the_label_stays_in_the_view_and_off_what_it_names(drawn: tuple[NetworkView, Recognition], unit: Unit) -> None:
    view, _ = drawn
    hover(view, centre_of(view, unit))
    label = view.value_label.geometry()
    assert view.rect().contains(label)
    assert not label.contains(centre_of(view, unit).toPoint())


def test_what_is_switched_off_looks_switched_off(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    view = live_window.network.view

    def colours(layer: str, index: int) -> set[int]:
        cell = view.to_view(view.layout_now().places[layer].cells[index]).toRect()
        image = picture_of(view, cell)
        return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}

    answer_of(lambda: live_window.history.set_factor(("C3", 4), 0.0))
    table = set(live_window.scale.table(view.palette()).tolist())
    assert not colours("C3", 4) & table  # nothing in it could be taken for a value
    assert colours("C3", 5) & table


def test_a_title_folds_and_a_double_click_enlarges(drawn: tuple[NetworkView, Recognition]) -> None:
    view, _ = drawn
    view.choose(Unit("C3", 0, 5, 5))  # the drawer opens before anything is measured
    QApplication.processEvents()
    cell = view.layout_now().places["C3"].cells[0].width()
    title = view.geometry_now.title_rect("C1").center().toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, title)
    assert view.size_of("C1") is Size.FOLDED
    assert not view.layout_now().places["C1"].cells
    place = centre_of(view, Unit("C3", 0, 5, 5)).toPoint()
    for click in (QTest.mouseClick, QTest.mouseDClick):  # what a person's double click consists of
        click(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert view.size_of("C3") is Size.ENLARGED
    assert view.layout_now().places["C3"].cells[0].width() >= 1.5 * cell
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.size_of("C1") is Size.NORMAL
    assert view.layout_now().places["C3"].cells[0].width() == cell


def test_a_double_click_enlarges_the_layer_that_was_clicked_first(live_window: MainWindow, qtbot: QtBot) -> None:
    view = live_window.network.view
    high, place = view.height(), centre_of(view, Unit("S4", 3, 2, 2)).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: view.height() < high)  # the drawer has opened, and everything lies elsewhere
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert [name for name in NAMES if view.size_of(name) is Size.ENLARGED] == ["S4"]


def wheel(view: NetworkView, position: QPointF, delta: int) -> None:
    event = QWheelEvent(
        position,
        QPointF(view.mapToGlobal(position)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_about_the_pointer_and_dragging_moves(drawn: tuple[NetworkView, Recognition]) -> None:
    view, _ = drawn
    unit = Unit("C3", 5, 5, 5)
    place = centre_of(view, unit)
    wheel(view, place, 480)
    assert view.geometry_now.camera.zoom > 1.5
    assert view.unit_at(place) == unit
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.toPoint())
    moved = place.toPoint() + QPoint(40, 25)
    drag_to = QPointF(moved)
    from lenet_gui.smoke_test import send_mouse

    send_mouse(view, QEvent.Type.MouseMove, drag_to)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, moved)
    assert view.unit_at(drag_to) == unit
    assert view.chosen_unit is None  # it was a drag, not a click
    wheel(view, place, -4800)
    assert view.geometry_now.camera.zoom == 1


def test_the_drawn_digit_is_highlighted_in_the_output(drawn: tuple[NetworkView, Recognition]) -> None:
    view, answer = drawn
    hover(view, centre_of(view, Unit("OUTPUT", DIGIT)))
    assert view.accessibleDescription() == f"Penalty of {DIGIT}:  {answer.penalties[DIGIT]:.4f}"
