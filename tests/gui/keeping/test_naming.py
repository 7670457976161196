"""What becomes of a drawing that the person names, with real events: kept at once, or asked about first."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.answer.words import SURE, sentence_of
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.keeping.question_bubble import QuestionBubble, beside, near
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.my_digits.store import DigitStore
from model.network.recognition import Verdict
from tests.gui.conftest import AnswerOf
from tests.gui.keeping.conftest import Draw, kept, line, press

WRONG = 8
SCRIBBLE = line((0.2, 0.2), (0.8, 0.3), (0.2, 0.4), (0.8, 0.5), (0.2, 0.6), (0.8, 0.7), (0.2, 0.8), (0.8, 0.9))


def bubble(window: MainWindow) -> QuestionBubble:
    return window.canvas_side.bubble


def ask(window: MainWindow, draw: Draw) -> None:
    """Call a 3 an 8."""
    assert draw().verdict is Verdict.DIGIT
    press(window, WRONG)
    assert bubble(window).isVisible()
    assert kept(window) == []


def test_the_buttons_of_a_question_are_as_wide_as_their_texts(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(800, 600)
    room.show()
    asked = QuestionBubble(room)
    for wanted in (None, 8):
        asked.ask(NameQuestion(WRONG, DIGIT, "Surely a 3", wanted), lambda _size, room: room.topLeft())
        asked.hide()
        asked.dismiss.setText("Neither of the two, and nothing else either")
    for wanted in (None, 8):
        asked.ask(NameQuestion(WRONG, DIGIT, "Surely a 3", wanted), lambda _size, room: room.topLeft())
        shown = [each for each in asked.findChildren(QPushButton) if each.isVisible()]
        assert len(shown) == 3
        assert all(each.width() >= each.sizeHint().width() for each in shown)


def test_a_name_that_the_network_agrees_with_is_kept_at_once(live_window: MainWindow, draw: Draw) -> None:
    draw()
    press(live_window, DIGIT)
    assert kept(live_window) == [(DIGIT, False)]
    assert not bubble(live_window).isVisible()
    draw()
    assert len(live_window.sketch.drawing.strokes) == 1  # on an empty canvas
    press(live_window, DIGIT)
    assert kept(live_window) == [(DIGIT, False)] * 2
    live_window.my_digits.undo()
    assert kept(live_window) == [(DIGIT, False)]


@pytest.mark.parametrize("how", ["erased", "cleared", "drawn over", "drawn again"])
def test_a_kept_drawing_that_comes_back_is_still_kept(
    live_window: MainWindow, draw: Draw, answer_of: AnswerOf, how: str
) -> None:
    """Or it would be kept a second time."""
    window, tools = live_window, live_window.canvas_panel.tools
    draw()
    press(window, DIGIT)
    drawing, steps = window.sketch.drawing, 1
    match how:
        case "erased":
            tools.eraser.trigger()
            draw(line((0.1, 0.2), (0.9, 0.8)))
            tools.pen.trigger()
        case "cleared":
            answer_of(tools.clear.trigger)
        case "drawn over":
            draw(SCRIBBLE)
            steps = 2
        case "drawn again":
            tools.replay.trigger()
            window.drawings.player.stop()
            steps = 0
    for _ in range(steps):
        assert window.naming.words.text().startswith("Wrong?")
        answer_of(tools.undo.trigger)
    assert window.sketch.drawing == drawing
    assert window.naming.words.text() == f"Kept as {DIGIT}"
    press(window, DIGIT)
    assert kept(window) == [(DIGIT, False)]
    draw()
    assert len(window.sketch.drawing.strokes) == 1


def test_a_name_that_contradicts_the_network_is_asked_about_once(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    asked = bubble(live_window)
    assert asked.words == f"You call this 8; the network says “{live_window.answer.sentence}”. Keep it as 8?"
    assert asked.accessibleDescription() == asked.words
    assert live_window.rect().contains(asked.geometry())
    press(live_window, Qt.Key.Key_Return)
    assert kept(live_window) == [(WRONG, True)]
    assert not asked.isVisible()
    # A slip of the finger, mended: the network agrees, so nothing is asked.
    press(live_window, DIGIT)
    assert kept(live_window) == [(DIGIT, False)]


def test_escape_keeps_nothing_and_the_question_can_be_asked_again(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    press(live_window, Qt.Key.Key_Escape)
    assert not bubble(live_window).isVisible()
    assert kept(live_window) == []
    press(live_window, WRONG)
    assert bubble(live_window).isVisible()
    press(live_window, WRONG)  # says so once more: that is an answer
    assert kept(live_window) == [(WRONG, True)]


def test_another_key_is_another_name(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    press(live_window, DIGIT)
    assert kept(live_window) == [(DIGIT, False)]
    assert not bubble(live_window).isVisible()


@pytest.mark.parametrize(
    ("name", "expected"), [("keep", [(WRONG, True)]), ("other", [(DIGIT, False)]), ("dismiss", [])]
)
def test_the_buttons_do_the_same(
    live_window: MainWindow, draw: Draw, name: str, expected: list[tuple[int, bool]]
) -> None:
    ask(live_window, draw)
    button: QPushButton = getattr(bubble(live_window), name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert kept(live_window) == expected
    assert not bubble(live_window).isVisible()
    assert live_window.canvas_panel.canvas.hasFocus()


def test_the_keys_work_on_the_buttons_too(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    asked = bubble(live_window)
    asked.other.setFocus()
    QTest.keyClick(asked.other, Qt.Key.Key_Return)
    assert kept(live_window) == [(DIGIT, False)]


def test_whoever_draws_on_has_not_answered(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    draw(line((0.2, 0.1), (0.2, 0.3)))
    assert not bubble(live_window).isVisible()
    assert kept(live_window) == []
    assert len(live_window.sketch.drawing.strokes) == 2


def test_the_question_ends_with_the_drawing_and_with_the_person(
    live_window: MainWindow, draw: Draw, qtbot: QtBot
) -> None:
    ask(live_window, draw)
    live_window.sketch.clear()
    assert not bubble(live_window).isVisible()
    ask(live_window, draw)
    with qtbot.waitSignal(live_window.people.person_changed):
        live_window.people.create("Ann")
    assert not bubble(live_window).isVisible()


def test_the_same_key_again_after_undo_keeps_no_other_digit(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    draw()
    bar = live_window.naming
    bar.buttons[DIGIT].click()
    qtbot.waitUntil(bar.undo.isVisible)
    bar.undo.setFocus()
    QTest.keyClick(bar.undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not bar.undo.isVisible())
    assert live_window.focusWidget() is bar.buttons[DIGIT]


def test_undo_leaves_the_digits_of_somebody_else(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    people, undo = live_window.people, live_window.canvas_panel.tools.undo
    draw()
    press(live_window, DIGIT)
    before = people.person
    with qtbot.waitSignal(people.person_changed):
        people.create("Ann")
    undo.trigger()
    live_window.canvas_panel.tools.redo.trigger()
    assert live_window.canvas_panel.note.text == f"Unchanged: that digit is {before}'s"
    assert kept(live_window) == []
    people.choose(before)
    qtbot.waitUntil(lambda: kept(live_window) == [(DIGIT, False)])
    undo.trigger()
    assert kept(live_window) == []


def test_a_question_that_ends_while_the_window_changes_its_size_is_not_placed(
    live_window: MainWindow, draw: Draw
) -> None:
    ask(live_window, draw)
    live_window.resize(live_window.width() + 40, live_window.height())
    live_window.sketch.clear()
    QApplication.processEvents()  # an exception there would fail the test
    assert not bubble(live_window).isVisible()


def test_what_the_network_is_not_sure_of_is_kept_as_it_is_called(live_window: MainWindow, draw: Draw) -> None:
    assert draw(SCRIBBLE).verdict is not Verdict.DIGIT
    press(live_window, 8)
    assert kept(live_window) == [(8, False)]


def test_a_changed_network_is_not_asked(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    draw()
    with qtbot.waitSignal(live_window.service.recognised):
        live_window.history.set_factor(("C3", 4), 0.5)
    assert live_window.service.settled_answer is None
    press(live_window, WRONG)
    assert kept(live_window) == [(WRONG, False)]


def test_a_confirmed_name_is_on_the_disk(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    ask(live_window, draw)
    with qtbot.waitSignal(live_window.my_digits.keeping.kept):
        press(live_window, Qt.Key.Key_Enter)
    elsewhere: DigitStore = live_window.people.book.open_store()
    assert [(digit.label, digit.sure) for digit in elsewhere.digits] == [(WRONG, True)]


ROOM = QRect(8, 8, 485, 385)


@pytest.mark.parametrize(
    ("pen", "place"),
    [
        (QPoint(100, 100), QPoint(50, 114)),
        (QPoint(10, 100), QPoint(8, 114)),  # not beyond the left edge
        (QPoint(490, 100), QPoint(292, 114)),  # nor the right one
        (QPoint(100, 380), QPoint(50, 286)),  # above, where there is no room below
    ],
)
def test_a_question_lies_beside_the_pen_and_inside_the_window(pen: QPoint, place: QPoint) -> None:
    assert near(QRect(pen, pen), QSize(200, 80), ROOM) == place


@pytest.mark.parametrize(
    ("pen", "place"),
    [
        (QPoint(100, 100), QPoint(214, 60)),
        (QPoint(100, 390), QPoint(214, 312)),  # not beyond the lower edge
    ],
)
def test_a_question_in_a_round_lies_beside_the_canvas(pen: QPoint, place: QPoint) -> None:
    canvas = QRect(1, 1, 200, 300)
    assert beside(canvas, pen, QSize(200, 80), ROOM) == place
    wide = canvas.adjusted(0, 0, 200, 0)  # no room there
    assert beside(wide, pen, QSize(200, 80), ROOM) == near(QRect(pen, pen), QSize(200, 80), ROOM)


def test_the_question_uses_the_answers_own_words(live_window: MainWindow, draw: Draw) -> None:
    answer = draw()
    for share, words in ((0.99, "Surely a 3"), (SURE, "Surely a 3"), (0.9, "Probably a 3")):
        answer.shares[answer.digit] = share
        assert sentence_of(answer) == words
        live_window.my_digits.keeping.naming.withdraw()
        press(live_window, WRONG)
        assert f"the network says “{words}”" in bubble(live_window).words


def test_a_question_lies_beside_what_asked_it(live_window: MainWindow, draw: Draw) -> None:
    draw()
    naming = live_window.naming
    row = QRect(naming.mapTo(live_window, QPoint()), naming.size())
    for wrong in (0, WRONG):  # in the first line and in the second, which stay free
        clicked = naming.buttons[wrong]
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
        asked = bubble(live_window).geometry()
        assert 0 < asked.top() - row.bottom() < 20
        assert asked.right() > row.left()
    press(live_window, Qt.Key.Key_Escape)
    press(live_window, WRONG)
    assert bubble(live_window).geometry().right() < row.left()
    # Named once more with the button, it is answered.
    QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
    assert kept(live_window) == [(WRONG, True)]


def test_a_key_that_is_held_does_not_answer_what_it_has_asked(live_window: MainWindow, draw: Draw) -> None:
    ask(live_window, draw)
    keys = [each for each in live_window.canvas_panel.canvas.children() if isinstance(each, QShortcut)]
    assert len(keys) == 3
    assert not any(each.autoRepeat() for each in keys)
    assert not any(each.autoRepeat() for each in live_window.naming.keys)
