"""Teaching, with real events: labelling, keeping, teaching, using, going back; and what is never lost."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.teaching.teach_bar import TeachBar
from lenet_gui.workers.teaching_process import TaughtWeights
from model.assets import shipped_weights
from model.digits.drawing import Point
from model.my_digits.people import Profiles, WeightsFile
from model.my_digits.store import DigitStore
from model.network.recognition import Verdict
from model.network.weights import load_weights
from tests.gui.conftest import AnswerOf, problem_told, settle
from tests.gui.keeping.conftest import key_of
from tests.model.samples import same_parameters


def flagged_one(lean: float, reach: float, drop: float) -> tuple[Point, ...]:
    """A 1 as much of Europe writes it: a long stroke up, then straight down."""
    up = [(0.5 - reach * (1 - k / 8), 0.15 + drop * (1 - k / 8)) for k in range(9)]
    down = [(0.5 - lean * k / 10, 0.15 + 0.7 * k / 10) for k in range(1, 11)]
    return (*up, *down)


def name_it(canvas: Canvas, label: int) -> None:
    """Name the drawing, and be sure of it."""
    QTest.keyClick(canvas, key_of(label))
    QTest.keyClick(canvas, Qt.Key.Key_Return)


def kept(window: MainWindow) -> list[int]:
    return [digit.label for digit in window.people.book.digits]


def teach_anyway(qtbot: QtBot, window: MainWindow, bar: TeachBar) -> None:
    """Teach, although there is only one example of a digit, and wait until that is on."""
    bar.teach.click()
    qtbot.waitUntil(bar.anyway.isVisible)
    assert not window.teaching.teaching.running
    bar.anyway.click()
    qtbot.waitUntil(lambda: window.teaching.teaching.running)


def is_taught(event: object) -> bool:
    return isinstance(event, TaughtWeights)


def test_a_button_below_the_answer_does_the_same(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    live_window.naming.buttons[DIGIT].click()
    assert kept(live_window) == [DIGIT]


def test_an_empty_canvas_is_not_kept(live_window: MainWindow) -> None:
    QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_5)
    assert kept(live_window) == []


def test_a_kept_digit_is_on_the_disk(
    live_window: MainWindow, answer_of: AnswerOf, profiles: Profiles, qtbot: QtBot
) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    with qtbot.waitSignal(live_window.my_digits.keeping.kept):
        QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_3)
    assert live_window.canvas_panel.note.text == "Kept as 3. My digits: 1"
    elsewhere: DigitStore = profiles.store(profiles.names()[0])
    assert [digit.label for digit in elsewhere.digits] == [3]
    assert elsewhere.digits[0].drawing.strokes == live_window.sketch.drawing.strokes


def test_a_place_that_cannot_be_written_is_told_and_the_drawing_stays(
    live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "people").write_text("in the way")
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_3)
    assert "could not be kept" in problem_told(qtbot, live_window)
    assert not live_window.sketch.begins_anew


def test_a_one_with_a_flag_is_taught(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    canvas, teaching = live_window.canvas_panel.canvas, live_window.teaching.teaching
    wrong = flagged_one(0.05, 0.4, 0.15)
    assert answer_of(lambda: drag(canvas, wrong)).digit == 7
    name_it(canvas, 1)
    for lean, reach, drop in ((0.03, 0.38, 0.17), (0.08, 0.42, 0.14), (0.0, 0.36, 0.16)):
        answer_of(partial(drag, canvas, flagged_one(lean, reach, drop)))
        name_it(canvas, 1)
    assert kept(live_window) == [1] * 4  # with a single one, it would be asked whether to teach at all
    window = live_window.my_digits.show_window()
    shipped, _ = load_weights(shipped_weights())
    qtbot.waitUntil(window.teach_bar.teach.isEnabled)  # digits are kept beside the GUI thread
    with qtbot.waitSignal(teaching.happened, timeout=120_000, check_params_cb=is_taught) as done:
        window.teach_bar.teach.click()
    assert done.args is not None
    origin = done.args[0].info.origin
    assert origin.mnist_test_error_percent <= origin.taught[-1].mnist_test_error_percent_before + 0.3
    # Nothing changes before it is used.
    assert answer_of(lambda: drag_again(live_window, wrong)).digit == 7
    with qtbot.waitSignal(live_window.service.weights_changed):
        window.teach_bar.use.click()
    answer = answer_of(lambda: drag_again(live_window, wrong))
    assert (answer.verdict, answer.digit) == (Verdict.DIGIT, 1)
    assert answer_of(lambda: drag_again(live_window, STROKE)).digit == DIGIT  # it has not forgotten the others
    with qtbot.waitSignal(live_window.service.weights_changed):
        window.teach_bar.go_back.click()
    assert answer_of(lambda: drag_again(live_window, wrong)).digit == 7
    assert live_window.service.parameters is not None
    assert same_parameters(live_window.service.parameters, shipped)


def drag_again(window: MainWindow, stroke: tuple[Point, ...]) -> None:
    window.sketch.clear()
    drag(window.canvas_panel.canvas, stroke)


def test_teaching_can_be_cancelled_and_the_program_closed(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    name_it(live_window.canvas_panel.canvas, 8)
    window = live_window.my_digits.show_window()
    settle(qtbot, live_window)
    teach_anyway(qtbot, live_window, window.teach_bar)
    window.teach_bar.cancel.click()
    assert not live_window.teaching.teaching.running
    teach_anyway(qtbot, live_window, window.teach_bar)
    live_window.close()
    assert not live_window.teaching.teaching.running


def test_a_teaching_process_that_is_killed_is_told_as_such(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    if sys.platform == "win32":
        pytest.skip("there is no SIGKILL")
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    name_it(live_window.canvas_panel.canvas, 8)
    bar = live_window.my_digits.show_window().teach_bar
    settle(qtbot, live_window)
    teach_anyway(qtbot, live_window, bar)
    child = live_window.teaching.teaching._process
    qtbot.waitUntil(lambda: child.pid is not None)
    process = child.pid
    assert process is not None
    os.kill(process, signal.SIGKILL)
    assert "ended unexpectedly; nothing has been changed" in problem_told(qtbot, live_window)
    assert bar.words == "Teaching failed; nothing has been changed."
    assert not live_window.teaching.teaching.running


def test_a_kept_drawing_that_is_changed_is_another_digit(live_window: MainWindow, answer_of: AnswerOf) -> None:
    canvas = live_window.canvas_panel.canvas
    answer_of(lambda: drag(canvas, STROKE))
    QTest.keyClick(canvas, Qt.Key.Key_3)
    live_window.canvas_panel.tools.eraser.trigger()
    answer_of(lambda: drag(canvas, ((0.2, 0.82), (0.6, 0.82))))
    assert not live_window.sketch.drawing.is_blank  # an eraser does not begin anew
    name_it(canvas, 7)
    assert kept(live_window) == [3, 7]


def test_teaching_ends_with_the_person(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    name_it(live_window.canvas_panel.canvas, 8)
    window = live_window.my_digits.show_window()
    settle(qtbot, live_window)
    teach_anyway(qtbot, live_window, window.teach_bar)
    with qtbot.waitSignal(live_window.people.person_changed):
        window.people.add_wanted.emit("Ann")
    assert live_window.people.person == "Ann"
    assert not live_window.teaching.teaching.running
    assert kept(live_window) == []


def test_what_is_taught_to_a_person_renamed_in_another_window_waits(
    live_window: MainWindow, answer_of: AnswerOf, profiles: Profiles, qtbot: QtBot
) -> None:
    for _ in range(2):
        answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
        name_it(live_window.canvas_panel.canvas, DIGIT)
    settle(qtbot, live_window)
    profiles.rename("me", "Ann")
    teaching = live_window.teaching
    with qtbot.waitSignal(teaching.teaching.happened, timeout=120_000, check_params_cb=is_taught):
        teaching.teach()
    settle(qtbot, live_window)
    assert live_window.errors.open_box is None
    assert live_window.people.person == "Ann"
    assert live_window.taught.waiting is not None
    assert profiles.weights("Ann", WeightsFile.WAITING) is not None


def test_digits_that_cannot_be_read_are_told_and_nothing_is_taught(
    live_window: MainWindow, profiles: Profiles, qtbot: QtBot
) -> None:
    in_the_way = profiles.weights_path(profiles.names()[0]).with_name("digits.jsonl")
    in_the_way.mkdir(parents=True)

    with qtbot.assertNotEmitted(live_window.teaching.teaching.happened):
        live_window.teaching.teach()
        assert problem_told(qtbot, live_window) == f"{in_the_way}: Is a directory"
    window = live_window.my_digits.show_window()
    assert window.isVisible()
    assert problem_told(qtbot, live_window) == f"{in_the_way}: Is a directory"
    assert "could not be opened" in window.gallery.accessibleDescription()
    in_the_way.rmdir()
    live_window.my_digits.show_window()
    settle(qtbot, live_window)
    assert live_window.errors.open_box is None
    assert "could not be opened" not in window.gallery.accessibleDescription()
