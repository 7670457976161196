"""A number is read while it is written: the real window, real mouse events, the default weights."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.numbers.strip import NumberStrip
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from lenet_gui.workers import recognition
from lenet_gui.workers.reading.reader import InkRequest
from model.digits.drawing import Drawing
from model.digits.preprocess import ink_of_drawing
from model.network.architecture import NOT_A_DIGIT
from tests.gui.conftest import AnswerOf
from tests.gui.numbers.writing import draw
from tests.gui.painted import picture_of
from tests.gui.told import value
from tests.model.hand import beside, dense, moved, together, written
from tests.model.networks import lively_parameters
from tests.model.samples import drawing_of


def strip(window: MainWindow) -> NumberStrip:
    return window.canvas_panel.number


def click(window: MainWindow, place: int) -> None:
    """On a digit below the canvas."""
    where = strip(window).rect_of(place).center()
    QTest.mouseClick(strip(window), Qt.MouseButton.LeftButton, pos=where.toPoint())


def test_a_number_is_read_and_its_newest_digit_shown(year: MainWindow) -> None:
    assert year.answer.digit == "2026"
    assert year.answer.sentence == "Digit 4 of 4\nSurely a 6"
    assert [sign.label for sign in strip(year).signs] == [2, 0, 2, 6]
    shown = year.network.view.answer
    assert shown is not None
    assert shown.digit == 6
    own = Drawing(year.sketch.drawing.strokes[-1:])
    np.testing.assert_allclose(shown.ink, ink_of_drawing(own), atol=1e-6)
    assert year.penalties.spoken_value().startswith("6:")


def test_each_digit_stands_below_its_own_ink(year: MainWindow) -> None:
    canvas = year.canvas_panel.canvas
    for place, stroke in enumerate(year.sketch.drawing.strokes):
        xs = [x for x, _ in stroke.points]
        middle = canvas.from_canvas(((min(xs) + max(xs)) / 2, 0.5))
        below = strip(year).mapFromGlobal(canvas.mapToGlobal(middle))
        assert strip(year).place_at(QPointF(below.x(), 5)) == place


def test_one_digit_is_as_before(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert strip(live_window).signs == ()
    assert value(strip(live_window)) == ""
    assert strip(live_window).focusPolicy() is Qt.FocusPolicy.NoFocus
    assert live_window.answer.sentence == "Surely a 3"
    np.testing.assert_allclose(answer.ink, ink_of_drawing(live_window.sketch.drawing), atol=1e-6)


def test_one_stroke_is_cut_only_once_the_pen_is_lifted(live_window: MainWindow, answer_of: AnswerOf) -> None:
    canvas = live_window.canvas_panel.canvas
    strokes = beside([written(1)[digit].drawing for digit in (2, 0)], 0.3, 0.2)
    first, *others = dense([point for digit in strokes for point in digit.strokes[0].points])

    def press_and_move() -> None:
        send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas(first))
        for point in others:
            send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas(point))

    answer_of(press_and_move)
    assert strip(live_window).signs == ()
    end = canvas.from_canvas(others[-1])
    answer_of(lambda: send_mouse(canvas, QEvent.Type.MouseButtonRelease, end))
    assert [sign.label for sign in strip(live_window).signs] == [2, 0]


def test_a_four_of_two_strokes_is_one_digit(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: draw(live_window, written(1)[4].drawing))
    assert answer.digit == 4
    assert strip(live_window).signs == ()


def test_a_click_shows_another_digit(year: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: click(year, 1))
    assert answer.digit == 0
    assert year.answer.sentence == "Digit 2 of 4\nSurely a 0"
    assert year.answer.digit == "2026"


def test_keys_show_the_next_digit_and_the_one_before(year: MainWindow, answer_of: AnswerOf) -> None:
    canvas, shift = year.canvas_panel.canvas, Qt.KeyboardModifier.ShiftModifier
    assert answer_of(lambda: QTest.keyClick(canvas, Qt.Key.Key_N)).digit == 2  # after the last comes the first
    assert value(strip(year)) == "2026. Digit 1 of 4"
    assert answer_of(lambda: QTest.keyClick(canvas, Qt.Key.Key_N)).digit == 0
    assert answer_of(lambda: QTest.keyClick(canvas, Qt.Key.Key_N, shift)).digit == 2
    assert value(strip(year)) == "2026. Digit 1 of 4"


def test_the_strip_can_be_walked_and_chosen_from(year: MainWindow, answer_of: AnswerOf) -> None:
    strip(year).setFocus(Qt.FocusReason.TabFocusReason)
    assert strip(year).accessibleDescription().startswith("6. Digit 4 of 4. ")
    QTest.keyClick(strip(year), Qt.Key.Key_Left)
    QTest.keyClick(strip(year), Qt.Key.Key_Left)
    assert strip(year).accessibleDescription().startswith("0. Digit 2 of 4. ")
    assert answer_of(lambda: QTest.keyClick(strip(year), Qt.Key.Key_Return)).digit == 0


def test_the_pen_is_followed_again_when_it_draws(year: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: click(year, 0))
    answer_of(lambda: draw(year, moved(together(beside([written(1)[7].drawing], 0)), 0.8, 0.5)))
    assert year.answer.digit == "20267"
    assert year.answer.sentence.startswith("Digit 5 of 5")


def test_a_digit_stays_chosen_until_all_are_gone(year: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: click(year, 1))
    assert answer_of(year.canvas_panel.tools.undo.trigger).digit == 0
    assert year.answer.digit == "202"
    assert year.answer.sentence.startswith("Digit 2 of 3")
    year.drawings.copy()
    answer_of(year.canvas_panel.tools.clear.trigger)
    answer_of(year.drawings.paste)
    assert year.answer.sentence.startswith("Digit 3 of 3")


def test_it_is_read_while_the_pen_is_down(year: MainWindow, answer_of: AnswerOf) -> None:
    canvas = year.canvas_panel.canvas
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.85, 0.4)))
    answer_of(lambda: send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas((0.85, 0.6))))
    assert year.answer.digit == "20261"
    assert year.sketch.is_busy


def test_a_digit_grows_below_the_canvas_while_the_pen_moves(year: MainWindow, answer_of: AnswerOf) -> None:
    canvas = year.canvas_panel.canvas

    def send(kind: QEvent.Type, y: float) -> None:
        answer_of(lambda: send_mouse(canvas, kind, canvas.from_canvas((0.85, y))))

    send(QEvent.Type.MouseButtonPress, 0.4)
    # Too long, from the first move on, to be read as a part of the 6 where a slow machine lets the pen rest.
    for points, y in enumerate((0.54, 0.56, 0.58, 0.6), 2):
        send(QEvent.Type.MouseMove, y)
        assert len(strip(year).signs[-1].strokes[0].points) == points
    assert year.answer.digit == "20261"
    send(QEvent.Type.MouseButtonRelease, 0.6)
    assert year.answer.digit == "20261"


def draw_all_but_a_bar(window: MainWindow, answer_of: AnswerOf) -> list[QPointF]:
    """Draw 204, and return where the pen is to go for the second stroke of the 4."""
    canvas = window.canvas_panel.canvas
    digits = beside([written(1)[digit].drawing for digit in (2, 0, 4)], 0.2)
    number = moved(together(digits), 0.2, 0.5)
    answer_of(lambda: draw(window, Drawing(number.strokes[:-1])))
    return [canvas.from_canvas(point) for point in dense(number.strokes[-1].points)]


def test_a_pen_that_rests_lets_all_be_read(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    canvas, bar = live_window.canvas_panel.canvas, draw_all_but_a_bar(live_window, answer_of)
    send_mouse(canvas, QEvent.Type.MouseButtonPress, bar[0])
    for point in bar[1:]:
        send_mouse(canvas, QEvent.Type.MouseMove, point)
    qtbot.waitUntil(lambda: live_window.answer.digit == "204")
    assert live_window.sketch.is_busy


def test_a_pen_that_moves_on_while_all_is_read_need_not_wait_for_two_answers(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    canvas, bar = live_window.canvas_panel.canvas, draw_all_but_a_bar(live_window, answer_of)
    service, whole = live_window.service, list[int]()

    def on_read_wanted(request: InkRequest) -> None:
        if request.growing and request.resting and not whole:
            whole.append(request.generation)
            send_mouse(canvas, QEvent.Type.MouseMove, bar[-1])

    service._read_wanted.connect(on_read_wanted)
    send_mouse(canvas, QEvent.Type.MouseButtonPress, bar[0])
    for point in bar[1:-1]:
        send_mouse(canvas, QEvent.Type.MouseMove, point)
    shown = QSignalSpy(service.recognised)
    qtbot.waitUntil(lambda: bool(whole) and service.settled_answer is not None)
    # The answer to the newer ink goes on from what was read meanwhile.
    assert live_window.answer.digit == "204"
    generations = [shown.at(place)[1] for place in range(shown.count())]
    assert whole[0] not in generations
    assert whole[0] + 1 in generations


def test_a_pen_that_is_lifted_at_once_need_not_wait_for_all_to_be_read(
    year: MainWindow, answer_of: AnswerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, service = year.canvas_panel.canvas, year.service
    # On a busy machine the pen would seem to rest, or all be read in between.
    service._resting.setInterval(600_000)
    monkeypatch.setattr(recognition, "_WHOLE_EACH_MS", 600_000)
    ends = [canvas.from_canvas((0.85, y)) for y in (0.4, 0.5, 0.55, 0.6)]
    send_mouse(canvas, QEvent.Type.MouseButtonPress, ends[0])
    answer_of(lambda: send_mouse(canvas, QEvent.Type.MouseMove, ends[1]))
    before, shown = service.generation, QSignalSpy(service.recognised)

    def draw_on_and_lift() -> None:
        send_mouse(canvas, QEvent.Type.MouseMove, ends[2])
        send_mouse(canvas, QEvent.Type.MouseMove, ends[3])
        send_mouse(canvas, QEvent.Type.MouseButtonRelease, ends[3])

    answer_of(draw_on_and_lift)
    # The first was on its way when the others came. The next is answered as part of its sign, then all is read.
    assert [shown.at(place)[1] - before for place in range(shown.count())] == [1, 2, 3]
    assert year.answer.digit == "20261"


class Repainted(QObject):
    """Where a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def blacked_out(image: QImage, region: QRegion) -> QImage:
    with QPainter(image) as painter:
        painter.setClipRegion(region)
        painter.fillRect(image.rect(), Qt.GlobalColor.black)
    return image


def test_all_that_changes_below_the_canvas_is_repainted(year: MainWindow, answer_of: AnswerOf) -> None:
    canvas, number = year.canvas_panel.canvas, strip(year)
    kind, repainted, in_part = QEvent.Type.MouseButtonPress, Repainted(number), 0
    for point in ((0.85, 0.4), (0.86, 0.45), (0.93, 0.47), (0.95, 0.6), (0.8, 0.62), (0.86, 0.5), (0.9, 0.4)):
        before = number.grab().toImage()
        repainted.region = QRegion()
        answer_of(partial(send_mouse, canvas, kind, canvas.from_canvas(point)))
        QCoreApplication.sendPostedEvents(year, QEvent.Type.UpdateRequest.value)
        region = QRegion(repainted.region)
        after = number.grab().toImage()
        in_part += after != before and region.boundingRect() != number.rect()
        assert blacked_out(after, region) == blacked_out(before, region)
        kind = QEvent.Type.MouseMove
    assert in_part


def test_what_is_no_digit_is_said_to_be_none(live_window: MainWindow, answer_of: AnswerOf) -> None:
    three, one = beside([written(1)[digit].drawing for digit in (3, 1)], 0.5)
    point = drawing_of([(0.17, 0.1), (0.171, 0.101)])
    answer_of(lambda: draw(live_window, moved(together([three, one, point]), 0.3, 0.5)))
    assert live_window.answer.digit == "3?1"
    assert [sign.label for sign in strip(live_window).signs] == [3, NOT_A_DIGIT, 1]
    assert live_window.answer.sentence.startswith("Sign 2 of 3\n")
    assert "igit" in live_window.answer.sentence.split("\n")[1]


def test_ink_that_is_not_centred_is_not_cut(year: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(year.view_menu.normalise.trigger)
    assert strip(year).signs == ()
    np.testing.assert_allclose(answer.ink, ink_of_drawing(year.sketch.drawing, normalise=False), atol=1e-6)


def test_a_network_in_training_reads_one_digit(year: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: year.service.follow(lively_parameters()))
    assert strip(year).signs == ()
    answer_of(lambda: year.service.follow(None))
    assert year.answer.digit == "2026"


def test_clearing_ends_the_number(year: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(year.canvas_panel.tools.clear.trigger)
    assert strip(year).signs == ()
    assert year.answer.sentence == "Nothing drawn"


def test_the_shown_digit_is_in_the_accent(year: MainWindow) -> None:
    image = picture_of(strip(year))
    box = strip(year).rect_of(3).toRect()
    colours = {image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(image.height())}
    assert "#0b62c4" in colours or "#5cb3ff" in colours
