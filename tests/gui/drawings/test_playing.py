"""A drawing is drawn again while the network follows; on the first start an example draws itself, until a touch."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.drawings.demonstration import EXAMPLE
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag, send_mouse
from model.network.recognition import Recognition
from tests.gui.conftest import AnswerOf


def test_a_replay_ends_with_the_same_drawing_and_the_network_follows(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    drawn, steps = live_window.sketch.drawing, live_window.sketch.history.count()
    answers: list[Recognition] = []
    live_window.service.recognised.connect(lambda answer, _generation: answers.append(answer))
    live_window.canvas_panel.tools.replay.trigger()
    assert live_window.sketch.drawing != drawn
    qtbot.waitUntil(lambda: not live_window.drawings.player.playing, timeout=20_000)
    assert live_window.sketch.drawing == drawn
    assert live_window.sketch.history.count() == steps
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].digit == DIGIT, timeout=10_000)
    assert len({answer.ink.tobytes() for answer in answers}) > 2


@pytest.mark.parametrize("touch", ["pen", "key", "undo"])
def test_a_touch_ends_a_replay_with_all_ink_there(live_window: MainWindow, qtbot: QtBot, touch: str) -> None:
    canvas = live_window.canvas_panel.canvas
    drag(canvas, STROKE)
    drag(canvas, ((0.2, 0.2), (0.3, 0.2)))
    drawn = live_window.sketch.drawing
    live_window.canvas_panel.tools.replay.trigger()
    qtbot.waitUntil(lambda: not live_window.sketch.is_blank, timeout=10_000)
    if touch == "pen":
        drag(canvas, ((0.8, 0.2), (0.9, 0.2)))
        assert live_window.sketch.drawing.strokes[:2] == drawn.strokes
        assert len(live_window.sketch.drawing.strokes) == 3
    elif touch == "key":
        QTest.keyClick(canvas, Qt.Key.Key_P)
        assert live_window.sketch.drawing == drawn
    else:
        QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert live_window.sketch.drawing.strokes == drawn.strokes[:1]
    assert not live_window.drawings.player.playing


@pytest.fixture
def demonstrating(live_window: MainWindow, qtbot: QtBot) -> MainWindow:
    live_window.drawings.demonstration.prepare()
    qtbot.waitUntil(lambda: bool(live_window.sketch.live), timeout=10_000)
    return live_window


def test_on_the_first_start_an_example_draws_itself(demonstrating: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not demonstrating.drawings.player.playing, timeout=20_000)
    assert demonstrating.sketch.drawing == EXAMPLE
    qtbot.waitUntil(lambda: demonstrating.answer.digit == "3", timeout=10_000)
    assert not demonstrating.canvas_panel.tools.undo.isEnabled()
    assert not demonstrating.naming.buttons[3].isEnabled()


def test_what_the_program_draws_is_not_the_persons_own_before_it_is_whole(
    demonstrating: MainWindow, qtbot: QtBot
) -> None:
    window = demonstrating

    def may_be_kept() -> set[bool]:
        assert window.drawings.player.playing
        return {button.isEnabled() for button in window.naming.buttons}

    assert may_be_kept() == {False}
    window.drawings.player.stop()
    window.canvas_panel.tools.replay.trigger()
    qtbot.waitUntil(lambda: bool(window.sketch.live), timeout=10_000)
    assert may_be_kept() == {False}
    assert not window.canvas_panel.tools.room.isEnabled()
    drag(window.canvas_panel.canvas, STROKE)
    window.canvas_panel.tools.replay.trigger()
    qtbot.waitUntil(lambda: bool(window.sketch.live), timeout=10_000)
    assert may_be_kept() == {True}


def test_a_touch_on_the_canvas_begins_with_empty_paper(demonstrating: MainWindow, settings: Settings) -> None:
    drag(demonstrating.canvas_panel.canvas, STROKE)
    assert len(demonstrating.sketch.drawing.strokes) == 1
    assert not demonstrating.drawings.player.playing
    assert settings.flag_of("has_drawn", False)


def test_a_touch_elsewhere_leaves_the_whole_example(demonstrating: MainWindow) -> None:
    view = demonstrating.network.view
    send_mouse(view, QEvent.Type.MouseButtonPress, view.rect().center().toPointF())
    assert demonstrating.sketch.drawing == EXAMPLE


def test_an_example_that_is_drawn_again_is_still_one(live_window: MainWindow) -> None:
    live_window.sketch.show_example(EXAMPLE)
    live_window.canvas_panel.tools.replay.trigger()
    assert live_window.drawings.player.playing
    QTest.keyClick(live_window.penalties, Qt.Key.Key_Down)
    assert not live_window.drawings.player.playing
    assert live_window.sketch.is_example
    assert live_window.sketch.drawing == EXAMPLE


def test_it_never_comes_again_once_something_was_drawn(live_window: MainWindow) -> None:
    drag(live_window.canvas_panel.canvas, STROKE)
    live_window.canvas_panel.tools.clear.trigger()
    demonstration = live_window.drawings.demonstration
    assert not demonstration.wanted
    demonstration.prepare()
    assert not demonstration.waiting
