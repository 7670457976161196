"""Naming the digits of a number, one by one: what is kept is each digit's own ink."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from model.digits.drawing import Drawing, Stroke
from tests.gui.conftest import AnswerOf
from tests.gui.keeping.conftest import key_of
from tests.gui.numbers.writing import draw, write
from tests.model.hand import beside, moved, together, written


def kept(window: MainWindow) -> list[tuple[int, Drawing]]:
    return [(digit.label, digit.drawing) for digit in window.people.book.digits]


def own(window: MainWindow, place: int) -> Drawing:
    return Drawing(window.sketch.drawing.strokes[place : place + 1])


def choose(window: MainWindow, answer_of: AnswerOf, place: int) -> None:
    where = window.canvas_panel.number.rect_of(place).center().toPoint()
    answer_of(lambda: QTest.mouseClick(window.canvas_panel.number, Qt.MouseButton.LeftButton, pos=where))


def press(window: MainWindow, digit: int) -> None:
    QTest.keyClick(window.canvas_panel.canvas, key_of(digit))


def test_only_the_shown_digit_is_kept(year: MainWindow) -> None:
    assert year.naming.words.text() == "Wrong? Digit 4 is a"
    press(year, 6)
    assert kept(year) == [(6, own(year, 3))]
    assert year.naming.words.text() == "Kept as 6"
    assert len(year.sketch.drawing.strokes) == 4


def test_each_digit_has_its_own_name(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 6)
    choose(year, answer_of, 1)
    assert year.naming.words.text() == "Wrong? Digit 2 is a"
    year.naming.buttons[0].click()
    assert kept(year) == [(6, own(year, 3)), (0, own(year, 1))]
    choose(year, answer_of, 3)
    assert year.naming.words.text() == "Kept as 6"
    choose(year, answer_of, 1)
    assert year.naming.words.text() == "Kept as 0"


def test_a_name_that_contradicts_the_network_is_asked_about_for_that_digit(
    year: MainWindow, answer_of: AnswerOf
) -> None:
    choose(year, answer_of, 1)
    press(year, 6)
    assert "the network says “Surely a 0”" in year.canvas_side.bubble.words
    assert kept(year) == []
    QTest.keyClick(year.canvas_panel.canvas, Qt.Key.Key_Return)
    assert kept(year) == [(6, own(year, 1))]
    press(year, 0)  # a slip, mended
    assert kept(year) == [(0, own(year, 1))]


def test_another_digit_ends_the_question(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 0)
    assert year.canvas_side.bubble.isVisible()
    choose(year, answer_of, 0)
    assert not year.canvas_side.bubble.isVisible()
    assert kept(year) == []


def test_undo_takes_back_the_digit_that_is_shown(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 6)
    choose(year, answer_of, 0)
    press(year, 2)
    choose(year, answer_of, 3)
    year.naming.undo.click()  # not the last one that was kept
    assert [label for label, _ in kept(year)] == [2]
    assert year.naming.words.text() == "Wrong? Digit 4 is a"
    choose(year, answer_of, 0)
    year.naming.undo.click()
    assert kept(year) == []
    assert len(year.sketch.drawing.strokes) == 4


def test_ctrl_z_undoes_names_before_strokes(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 6)
    undo = year.canvas_panel.tools.undo
    undo.trigger()
    assert kept(year) == []
    assert year.naming.words.text() == "Wrong? Digit 4 is a"
    year.canvas_panel.tools.redo.trigger()
    assert year.naming.words.text() == "Kept as 6"
    undo.trigger()
    answer_of(undo.trigger)
    assert year.answer.digit == "202"


def test_the_number_stays_when_a_digit_was_kept(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 6)
    answer_of(lambda: write(year, "1", left=0.85))
    assert year.answer.digit == "20261"
    assert year.naming.words.text() == "Wrong? Digit 5 is a"


def test_a_digit_that_becomes_smaller_is_still_kept(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    """Or it would be kept a second time."""
    window = live_window
    answer_of(lambda: write(window, "2026", left=0.3))
    press(window, 6)
    ink = own(window, 3)
    qtbot.waitUntil(lambda: own(window, 3) != ink, timeout=30_000)  # it has made room by itself
    answer_of(lambda: write(window, "1", left=0.85))
    choose(window, answer_of, 3)
    assert window.naming.words.text() == "Kept as 6"
    press(window, 6)
    assert kept(window) == [(6, ink)]
    choose(window, answer_of, 2)
    assert window.naming.words.text() == "Wrong? Digit 3 is a"
    choose(window, answer_of, 3)
    window.naming.undo.click()
    assert kept(window) == []
    assert window.naming.words.text() == "Wrong? Digit 4 is a"


def test_a_digit_cut_out_of_a_stroke_that_becomes_smaller_is_still_kept(
    live_window: MainWindow, answer_of: AnswerOf
) -> None:
    window = live_window
    two, zero, six = together(beside([written(1)[label].drawing for label in (2, 0, 6)], 0.2)).strokes
    in_one_go = Drawing((Stroke((*two.points, *zero.points), two.width), six))
    answer_of(lambda: draw(window, moved(in_one_go, 0.4, 0.5)))
    assert window.answer.digit == "206"
    assert len(window.sketch.drawing.strokes) == 2
    choose(window, answer_of, 1)
    press(window, 0)
    answer_of(window.canvas_panel.tools.room.trigger)
    choose(window, answer_of, 1)
    assert window.naming.words.text() == "Kept as 0"
    answer_of(window.canvas_panel.tools.undo.trigger)
    choose(window, answer_of, 1)
    assert window.naming.words.text() == "Kept as 0"
    assert [label for label, _ in kept(window)] == [0]


def test_a_kept_digit_that_makes_room_for_another_is_still_kept(live_window: MainWindow, answer_of: AnswerOf) -> None:
    window, room = live_window, live_window.canvas_panel.tools.room
    answer_of(lambda: drag(window.canvas_panel.canvas, STROKE))
    press(window, DIGIT)
    (before,) = kept(window)
    answer_of(room.trigger)
    assert window.naming.words.text() == f"Kept as {DIGIT}"
    press(window, DIGIT)
    assert kept(window) == [before]
    answer_of(lambda: write(window, "1", left=0.8))
    choose(window, answer_of, 0)
    assert window.naming.words.text() == f"Kept as {DIGIT}"
    smaller = window.sketch.drawing
    window.naming.undo.click()
    assert kept(window) == []
    assert window.sketch.drawing == smaller


def test_the_guided_round_keeps_the_whole_drawing(live_window: MainWindow, answer_of: AnswerOf) -> None:
    live_window.my_digits.keeping.switch_round(True)
    wanted = live_window.my_digits.keeping.round.wanted
    assert wanted is not None
    answer_of(lambda: write(live_window, "11"))
    drawing = live_window.sketch.drawing
    press(live_window, wanted)
    if live_window.canvas_side.bubble.isVisible():
        press(live_window, wanted)
    assert kept(live_window) == [(wanted, drawing)]


def test_a_digit_chosen_in_the_lattice_is_named_by_key(year: MainWindow, answer_of: AnswerOf) -> None:
    year.numbers.show_how()
    lattice = year.drawer.number_page.content.lattice
    assert year.numbers.numbers is not None
    second = year.numbers.numbers.numbers.rows[0].reading.candidates[1]
    where = lattice.rect_of(second).center().toPoint()
    answer_of(lambda: QTest.mouseClick(lattice, Qt.MouseButton.LeftButton, pos=where))
    assert lattice.hasFocus()
    QTest.keyClick(lattice, key_of(0))
    assert kept(year) == [(0, own(year, 1))]


def test_undoing_a_correction_is_told_where_keeping_was(year: MainWindow, qtbot: QtBot) -> None:
    note = year.canvas_panel.note
    press(year, 6)
    press(year, 8)
    QTest.keyClick(year.canvas_panel.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: note.text == "Kept as 8. My digits: 1")
    year.canvas_panel.tools.undo.trigger()
    assert year.naming.words.text() == "Kept as 6"
    qtbot.waitUntil(lambda: note.text == "Kept as 6. My digits: 1")
    year.canvas_panel.tools.redo.trigger()
    qtbot.waitUntil(lambda: note.text == "Kept as 8. My digits: 1")


def test_undoing_the_correction_of_a_digit_that_is_gone_keeps_it_gone(year: MainWindow, answer_of: AnswerOf) -> None:
    press(year, 6)
    press(year, 8)
    QTest.keyClick(year.canvas_panel.canvas, Qt.Key.Key_Return)
    choose(year, answer_of, 1)
    press(year, 0)
    choose(year, answer_of, 3)
    year.naming.undo.click()
    for _ in range(2):  # of the 0, and of the correction
        year.canvas_panel.tools.undo.trigger()
    assert kept(year) == []
    assert year.naming.words.text() == "Wrong? Digit 4 is a"


def test_beside_the_canvas_it_is_as_my_digits_have_it(year: MainWindow, qtbot: QtBot) -> None:
    press(year, 6)
    gallery, words = year.my_digits.show_window().gallery, year.naming.words
    (digit,) = year.people.book.digits
    gallery.relabel_wanted.emit((digit.key,), 5)
    assert words.text() == "Kept as 5"
    gallery.remove_wanted.emit((digit.key,))
    assert words.text() == "Wrong? Digit 4 is a"
    gallery.undo.trigger()
    qtbot.waitUntil(lambda: words.text() == "Kept as 5")
    gallery.remove_wanted.emit((digit.key,))
    year.naming.buttons[6].click()  # a new one, not another name for what is gone
    assert [label for label, _ in kept(year)] == [6]


def test_a_question_by_key_lies_at_the_digit_that_it_is_about(year: MainWindow, answer_of: AnswerOf) -> None:
    lefts = []
    for place in range(4):
        choose(year, answer_of, place)
        press(year, 9)
        asked, canvas = year.canvas_side.bubble.geometry(), year.canvas_panel.canvas
        ink = max(canvas.from_canvas(point).y() for stroke in own(year, place).strokes for point in stroke.points)
        assert canvas.mapTo(year, QPoint(0, round(ink))).y() < asked.top()  # it does not cover the digit
        lefts.append(asked.left())
    assert lefts == sorted(set(lefts))


def test_the_focus_goes_back_to_the_canvas_when_the_number_goes(year: MainWindow, answer_of: AnswerOf) -> None:
    choose(year, answer_of, 1)
    assert year.canvas_panel.number.hasFocus()
    answer_of(year.canvas_panel.tools.clear.trigger)
    assert year.canvas_panel.canvas.hasFocus()
