"""What screen readers are told, through Qt's accessible interface: values, kept up to date, and announcements."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.activity.strip import ActivityStrip
from lenet_gui.base.pointable import Pointable
from lenet_gui.keeping.question_bubble import QuestionBubble
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.style import spoken
from lenet_gui.style.icon_button import IconButton
from lenet_gui.teaching.outcome_view import OutcomeView, Pair
from lenet_gui.teaching.teach_bar import TeachBar
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.gui.states import BESIDE, open_beside
from tests.gui.told import told, value

_WORDS_WHEN_SHOWN = ActivityStrip, QuestionBubble, TeachBar


def test_the_penalties_are_told_smallest_first(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    parts = value(live_window.penalties).split(", ")
    assert len(parts) == 10
    assert parts[0] == f"{DIGIT}: {answer.penalties[DIGIT]:.1f}"
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    assert value(live_window.penalties).split(", ") != parts


def test_the_answer_is_told_with_its_figures(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    text = value(live_window.answer)
    assert told(live_window.answer, QAccessible.Text.Name) == f"Surely a {DIGIT}"
    assert text.startswith(f"Surely a {DIGIT}. ")
    assert f"{answer.penalty:.1f}" in text
    assert f"{answer.margin:.1f}" in text
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    assert value(live_window.answer) == "Nothing drawn"


def test_the_canvas_tells_what_is_on_it(live_window: MainWindow) -> None:
    canvas = live_window.canvas_panel.canvas
    assert value(canvas) == "strokes: 0"
    drag(canvas, STROKE)
    assert value(canvas) == "strokes: 1"
    assert "Space" in told(canvas, QAccessible.Text.Description)


def test_the_tray_tells_its_examples(live_window: MainWindow, qtbot: QtBot) -> None:
    tiles = live_window.drawings.tray.tiles
    live_window.drawings.read_examples()
    qtbot.waitUntil(lambda: bool(value(tiles)), timeout=20_000)
    assert value(tiles).count("test digit") == 10


def test_the_pen_width_is_told_as_a_slider(live_window: MainWindow) -> None:
    slider = live_window.canvas_panel.tools.pen_width
    slider.setValue(9)
    assert value(slider) == "9"
    assert told(slider, QAccessible.Text.Name) == "Pen width"


@pytest.mark.parametrize("name", BESIDE)
def test_windows_are_told_as_windows(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    """Orca says nothing of what is in a window that is told as a group of widgets."""
    interface = QAccessible.queryAccessibleInterface(open_beside(drawn, qtbot, name))
    assert interface is not None
    assert interface.role() in (QAccessible.Role.Window, QAccessible.Role.Dialog)


@pytest.mark.parametrize("name", ["my digits", "step", "recipes", "settings"])
def test_lists_to_choose_from_have_labels(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    """On Linux, Qt tells the choice as their name."""
    window = open_beside(drawn, qtbot, name)
    for box in window.findChildren(QComboBox):
        interface = QAccessible.queryAccessibleInterface(box)
        if box.isVisible() and interface is not None:
            labels = interface.relations(QAccessible.RelationFlag.Label)
            assert labels, f"{box.accessibleName()} has no label"


@pytest.mark.parametrize("name", ["main", *BESIDE])
def test_what_can_have_the_focus_has_a_name(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    """On hidden pages and in hidden rows, too; some hidden parts get their words when they are shown."""
    for page in drawn.drawer.pages:
        _ = page.content
    window = drawn if name == "main" else open_beside(drawn, qtbot, name)
    silent = [part for kind in _WORDS_WHEN_SHOWN for part in window.findChildren(kind)]
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is window:
            waits = not widget.isVisible() and any(part.isAncestorOf(widget) for part in silent)
            assert waits or widget.accessibleName() or getattr(widget, "text", str)(), f"{widget} has no name"
            if isinstance(widget, Pointable) and widget.isVisible():
                assert widget.accessibleDescription(), f"{widget} is not described"


def test_the_network_tells_every_layer_and_the_unit_pointed_at(live_window: MainWindow, answer_of: AnswerOf) -> None:
    view = live_window.network.view
    blank = value(view)
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    text = value(view)
    assert text != blank
    for words in ("INPUT: 32×32 pixels", "C1 finds strokes: 6 maps of 28×28", "C5 sees all: 120 units"):
        assert words in text
    strongest = int(np.abs(answer.f6).argmax())
    assert f"F6 draws a code: 84 units; strongest is F6 unit {strongest} with" in text
    assert f"OUTPUT: {DIGIT} has the smallest penalty, {answer.penalty:.1f}." in text
    view.point_at(Unit("C3", 7, 2, 5))
    assert value(view).startswith(f"C3 map 7, row 2, column 5:  {answer.layer('C3')[7, 2, 5]:+.4f}. ")
    assert told(view, QAccessible.Text.Name) == "The whole network"
    answer_of(lambda: live_window.history.set_factor(("S4", 3), 0.0))
    assert "Switched off: S4 map 3." in value(view)
    assert "Scaled" not in value(view)
    answer_of(lambda: live_window.history.set_factor(Unit("C3", 7, 2, 5), -1.5))
    assert "Scaled: C3 map 7, row 2, column 5 × −1.5." in value(view)


def test_where_values_are_figures_the_description_of_a_view_ends_with_what_it_shows(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "VALUES_ARE_TEXTS", False)
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    tiles, view, penalties = live_window.drawings.tray.tiles, live_window.network.view, live_window.penalties
    live_window.drawings.read_examples()
    qtbot.waitUntil(lambda: bool(value(tiles)), timeout=20_000)
    for each in (live_window.canvas_panel.canvas, tiles, view, penalties):
        description = told(each, QAccessible.Text.Description)
        assert description.startswith(each.accessibleDescription())
        assert description.endswith(value(each))
    note = live_window.canvas_panel.note
    assert told(note, QAccessible.Text.Description) == note.accessibleDescription()  # the text is its name
    view.point_at(Unit("C3", 7, 2, 5))
    penalties.point_at(3)
    for pointed in (view, penalties):
        assert told(pointed, QAccessible.Text.Description) == pointed.accessibleDescription()
    monkeypatch.setattr(spoken, "VALUES_ARE_TEXTS", True)
    assert told(tiles, QAccessible.Text.Description) == tiles.accessibleDescription()


@pytest.mark.parametrize("are_texts", [False, True])
def test_values_that_change_are_told_where_they_may_be_texts(
    live_window: MainWindow, answer_of: AnswerOf, monkeypatch: pytest.MonkeyPatch, said: list[str], are_texts: bool
) -> None:
    """Elsewhere Qt would write a complaint to the terminal with each movement of the pen."""
    told: list[QAccessible.Event] = []
    monkeypatch.setattr(spoken, "VALUES_ARE_TEXTS", are_texts)
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(lambda event: told.append(event.type())))
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert (QAccessible.Event.ValueChanged in told) == are_texts


def test_the_answer_is_announced_once_it_rests(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot, said: list[str]
) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    qtbot.waitUntil(lambda: f"Surely a {DIGIT}" in said)
    assert said.count(f"Surely a {DIGIT}") == 1
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    qtbot.waitUntil(lambda: said[-1] == "Nothing drawn")


def test_what_was_done_is_announced(drawn: MainWindow, qtbot: QtBot, said: list[str]) -> None:
    drawn.view_export.copy_view(drawn.penalties)
    assert "Copied." in said
    drawn.naming.buttons[DIGIT].click()
    qtbot.waitUntil(lambda: f"Kept as {DIGIT}. My digits: 1" in said)
    qtbot.waitUntil(lambda: "1 digit not taught yet: Teach" in said)


def test_what_a_key_leads_to_is_announced(drawn: MainWindow, said: list[str]) -> None:
    drawn.network.view.choose(Unit("C3", 7, 4, 4))
    sheet = drawn.drawer.why.sheet
    assert sheet is not None
    views: list[QWidget] = [drawn.penalties, sheet]
    for view in views:
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert said[-1] == told(view, QAccessible.Text.Description)
        interface = QAccessible.queryAccessibleInterface(view)
        assert interface is not None
        assert interface.role() == QAccessible.Role.Chart
    assert value(sheet) == said[-1]


def test_what_is_chosen_by_key_is_announced(drawn: MainWindow, said: list[str]) -> None:
    QTest.keyClick(drawn.penalties, Qt.Key.Key_Down)
    QTest.keyClick(drawn.penalties, Qt.Key.Key_Return)
    pointed, answer = drawn.penalties.pointed, drawn.inspector.answer
    assert answer is not None
    assert pointed is not None
    assert said[-1].startswith(f"Penalty of {pointed} = {answer.penalties[pointed]:.4f}. squared distance")
    rival = drawn.drawer.why.rival
    rival.setFocus()
    QTest.keyClick(rival, Qt.Key.Key_Home)
    assert said[-1].startswith("Penalties: ")
    assert "F6 is nearer to that of" in said[-1]
    view = drawn.network.view
    view.point_at(Unit("C3", 7, 4, 4))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert said[-1].startswith("C3 map 7, row 4, column 4 = ")


def test_a_button_is_not_described_by_its_name_again(drawn: MainWindow) -> None:
    tools = drawn.canvas_panel.tools
    for action, words in ((tools.clear, "Del"), (tools.undo, "Undo pen stroke, ")):
        button = next(each for each in drawn.findChildren(IconButton) if each.defaultAction() is action)
        assert told(button, QAccessible.Text.Description).startswith(words)


@pytest.mark.parametrize("name", ["main", "my digits", "step", "recipes", "settings", "parameters"])
def test_a_screen_reader_may_ask_for_a_scroll_bar_that_has_gone(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    """Qt's own answer ends the program."""
    window = drawn if name == "main" else open_beside(drawn, qtbot, name)
    for area in window.findChildren(QScrollArea):
        interface = QAccessible.queryAccessibleInterface(area)
        assert interface is not None
        assert interface.childCount() == 3, "Qt counts bars that are shown only"
        assert interface.child(3) is None


def test_a_pen_put_down_by_key_is_announced(live_window: MainWindow, said: list[str]) -> None:
    canvas = live_window.canvas_panel.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert said == ["Pen down", "Pen lifted"]
    live_window.canvas_panel.tools.eraser.trigger()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert said[2:] == ["Eraser down", "Eraser lifted"]
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    live_window.canvas_panel.tools.pen.trigger()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert said[4:] == ["Eraser down", "Eraser lifted"]


def test_a_text_that_changes_is_read_as_a_text(drawn: MainWindow) -> None:
    drawn.network.view.choose(Unit("C3", 7, 4, 4))
    label = drawn.footer.unit
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface is not None
    assert interface.role() == QAccessible.Role.StaticText
    assert told(label, QAccessible.Text.Name) == label.text
    assert label.text.startswith("C3 map 7")


def test_the_slider_of_a_factor_tells_percent(drawn: MainWindow) -> None:
    drawn.network.view.choose(Unit("C3", 7, 4, 4))
    drawn.inspector.ask_what_if()
    row = drawn.drawer.what_if.map_row
    assert (value(row.slider), told(row.slider, QAccessible.Text.Name)) == ("100", "Factor of C3 map 7 in percent")
    QTest.keyClick(row.slider, Qt.Key.Key_Left)
    assert drawn.history.changes.factor_of(("C3", 7)) == pytest.approx(0.95)


def test_the_bars_of_an_outcome_have_names_of_their_own(qtbot: QtBot) -> None:
    view = OutcomeView()
    qtbot.addWidget(view)
    view.show_pair(Pair(("default weights", "your weights"), (7, 9), 10, (0.49, 0.51), [], ""))
    names = [told(bar, QAccessible.Text.Name) for bar in view.bars]
    assert len(set(names)) == 4
    assert names[3] == "MNIST's test digits misread, your weights"


def test_the_two_pictures_of_a_sweep_have_names_of_their_own(live_window: MainWindow) -> None:
    live_window.numbers.show_how()
    live_window.numbers.sweep.wanted.trigger()
    assert live_window.numbers.sweep.strip is not None
    pictures = live_window.numbers.sweep.strip, live_window.drawer.number_page.content.sweep
    assert len({told(picture, QAccessible.Text.Name) for picture in pictures}) == 2
