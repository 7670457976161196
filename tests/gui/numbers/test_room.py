"""Room for another digit: by itself where a number reaches the edge, by key, and on paper that is wide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.canvas.ink_layer import PICTURE_PX, picture_of_drawing
from lenet_gui.main_window import MainWindow
from lenet_gui.numbers.controller import ROOM_MS
from lenet_gui.numbers.room import with_room
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.digits.drawing import Drawing, Stroke
from tests.gui.conftest import AnswerOf
from tests.gui.line_heights import high
from tests.gui.numbers.writing import write
from tests.gui.painted import picture_of
from tests.model.samples import PROPERTY


def right_end(drawing: Drawing) -> float:
    return max(x for stroke in drawing.strokes for x, _ in stroke.points)


def test_a_number_at_the_edge_becomes_smaller_in_one_step(live_window: MainWindow, qtbot: QtBot) -> None:
    sketch = live_window.sketch
    write(live_window, "2026", left=0.3)
    written = sketch.drawing
    qtbot.waitUntil(lambda: right_end(sketch.drawing) < 0.8, timeout=30_000)
    qtbot.waitUntil(lambda: live_window.answer.digit == "2026", timeout=30_000)
    assert live_window.answer.sentence.startswith("Digit 4 of 4")
    live_window.canvas_panel.tools.undo.trigger()
    assert sketch.drawing == written
    live_window.canvas_panel.tools.undo.trigger()
    assert sketch.drawing.strokes == written.strokes[:-1]


def test_a_number_that_is_drawn_again_stays_as_large_as_it_was(live_window: MainWindow, qtbot: QtBot) -> None:
    sketch, tools = live_window.sketch, live_window.canvas_panel.tools
    with qtbot.waitSignal(live_window.numbers.made_room, timeout=30_000):
        write(live_window, "2026", left=0.3)
    tools.undo.trigger()
    large = sketch.drawing
    with qtbot.waitSignal(live_window.drawings.player.ended, timeout=30_000):
        tools.replay.trigger()
    with qtbot.assertNotEmitted(live_window.numbers.made_room, wait=ROOM_MS + 300):
        pass
    assert sketch.drawing == large
    assert tools.redo.isEnabled()


@pytest.mark.parametrize("place", range(4))
def test_the_chosen_digit_is_still_shown_when_room_was_made(
    live_window: MainWindow, answer_of: AnswerOf, place: int
) -> None:
    """Or the person would name another one."""
    tools, number = live_window.canvas_panel.tools, live_window.canvas_panel.number
    answer_of(lambda: write(live_window, "2026", left=0.3))
    for choose in (lambda: live_window.service.choose(number.signs[place].strokes), tools.room.trigger):
        answer_of(choose)
        assert live_window.answer.sentence.startswith(f"Digit {place + 1} of 4")
    assert right_end(live_window.sketch.drawing) < 0.8
    for step in (tools.undo, tools.redo):
        answer_of(step.trigger)
        assert live_window.answer.sentence.startswith(f"Digit {place + 1} of 4")


def test_room_is_not_made_while_keys_move_to_the_next_stroke(live_window: MainWindow, qtbot: QtBot) -> None:
    canvas, rested = live_window.canvas_panel.canvas, live_window.numbers._rested
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert not rested.isActive()
    rested.setInterval(60_000)
    write(live_window, "20")
    qtbot.waitUntil(lambda: rested.remainingTime() < 59_500)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert rested.remainingTime() > 59_500


def test_one_digit_makes_room_only_when_asked(live_window: MainWindow, answer_of: AnswerOf) -> None:
    canvas, sketch = live_window.canvas_panel.canvas, live_window.sketch
    answer_of(lambda: drag(canvas, STROKE))
    before = sketch.drawing
    live_window.numbers.rest()
    assert sketch.drawing == before
    answer = answer_of(lambda: QTest.keyClick(canvas, Qt.Key.Key_M))
    assert answer.digit == 3
    assert right_end(sketch.drawing) < 0.5
    note = live_window.canvas_panel.note
    assert note.text == ""
    QTest.keyClick(canvas, Qt.Key.Key_M)  # there is room now
    assert sketch.history.count() == 2
    assert note.text == "There is room already, to the right"


def test_there_is_nothing_to_make_room_for_on_an_empty_canvas(live_window: MainWindow) -> None:
    room = live_window.canvas_panel.tools.room
    assert not room.isEnabled()
    drag(live_window.canvas_panel.canvas, STROKE)
    assert room.isEnabled()
    live_window.canvas_panel.tools.clear.trigger()
    assert not room.isEnabled()


def test_wide_paper_is_drawn_on_to_its_edge(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    live_window.resize(1600, high(600))
    qtbot.waitUntil(lambda: live_window.width() == 1600)
    canvas, sketch = live_window.canvas_panel.canvas, live_window.sketch
    left, right = sketch.sides
    assert left < 0
    assert right > 1
    drag(canvas, ((left, 0.5), (right, 0.5)))
    (stroke,) = sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array([(left, 0.5), (right, 0.5)]), abs=0.02)
    image = picture_of(canvas)
    for x in (left + 0.02, right - 0.02):
        place = canvas.from_canvas((x, 0.5)).toPoint()
        assert image.pixelColor(place) != image.pixelColor(place.x(), 20)
    live_window.canvas_panel.tools.clear.trigger()
    answer_of(lambda: write(live_window, "2026", left=left + 0.1))
    assert live_window.answer.digit == "2026"
    assert picture_of_drawing(sketch.drawing).width() > PICTURE_PX


@pytest.fixture
def beyond(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> MainWindow:
    """With a 26 that was begun far left on wide paper, in a window that is now narrow and high."""
    live_window.resize(1600, high(600))
    qtbot.waitUntil(lambda: live_window.width() == 1600)
    answer_of(lambda: write(live_window, "26", left=live_window.sketch.sides[0] + 0.05))
    canvas = live_window.canvas_panel.canvas
    live_window.resize(1024, high(760))
    qtbot.waitUntil(lambda: live_window.width() == 1024 and canvas.height() == canvas.maximumHeight())
    return live_window


def test_what_was_drawn_on_wide_paper_stays_on_it_and_above_its_reading(beyond: MainWindow) -> None:
    canvas, number = beyond.canvas_panel.canvas, beyond.canvas_panel.number
    assert len(number.signs) == 2
    for place, sign in enumerate(number.signs):
        box = sign.candidate.box
        ends = [canvas.from_canvas((x, 0.5)) for x in (box.left, box.right)]
        assert all(canvas.whole_paper().contains(end) for end in ends)
        below = number.rect_of(place)
        assert (below.left() + below.right()) / 2 == pytest.approx((ends[0].x() + ends[1].x()) / 2, abs=2)
    assert canvas.whole_paper().height() < canvas.height() - 10
    beyond.canvas_panel.tools.clear.trigger()
    assert canvas.whole_paper().height() == pytest.approx(canvas.height() - 2)


def test_paper_keeps_room_for_what_is_drawn_again(beyond: MainWindow, qtbot: QtBot) -> None:
    canvas, sketch = beyond.canvas_panel.canvas, beyond.sketch
    paper, drawn = canvas.whole_paper(), sketch.drawing
    beyond.canvas_panel.tools.replay.trigger()
    qtbot.waitUntil(lambda: bool(sketch.live), timeout=10_000)
    assert canvas.whole_paper() == paper
    beyond.drawings.player.stop()
    assert (sketch.drawing, canvas.whole_paper()) == (drawn, paper)
    beyond.canvas_panel.tools.clear.trigger()
    assert canvas.whole_paper() != paper


def test_paper_does_not_move_under_the_pen(beyond: MainWindow) -> None:
    canvas, sketch = beyond.canvas_panel.canvas, beyond.sketch
    sketch.begins_anew = True
    line = (0.1, 0.2), (0.1, 0.5), (0.1, 0.8)
    first, *others = [canvas.from_canvas(point) for point in line]
    send_mouse(canvas, QEvent.Type.MouseButtonPress, first)
    for place in others:
        send_mouse(canvas, QEvent.Type.MouseMove, place)
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, others[-1])
    (stroke,) = sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(line), abs=0.02)


@PROPERTY
@given(
    st.lists(
        st.lists(st.tuples(st.floats(-0.5, 1.5), st.floats(0, 1)), min_size=1, max_size=5), min_size=1, max_size=5
    ),
    st.floats(0, 0.5),
)
def test_with_room_the_ink_is_the_same_but_smaller(lines: list[list[tuple[float, float]]], beside: float) -> None:
    drawing = Drawing(tuple(Stroke(tuple(line), 0.05) for line in lines))
    sides = -beside, 1 + beside
    roomy = with_room(drawing, None, sides)
    if roomy is None:
        return
    before, after = (np.array([p for s in each.strokes for p in s.points]) for each in (drawing, roomy))
    scales = (
        np.ptp(after, axis=0)[np.ptp(before, axis=0) > 1e-3] / np.ptp(before, axis=0)[np.ptp(before, axis=0) > 1e-3]
    )
    assert (scales <= 1 + 1e-9).all()
    assert scales == pytest.approx(np.full(len(scales), scales[0] if len(scales) else 1), abs=1e-6)
    assert after[:, 0].min() >= min(before[:, 0].min(), sides[0]) - 1e-9
    assert with_room(roomy, None, sides) is None


def test_the_pens_width_stays_on_the_paper() -> None:
    thick = Drawing((Stroke(((0.3, 0.3), (0.6, 0.7)), 0.2), Stroke(((0.8, 0.3), (0.85, 0.7)), 0.2)))
    roomy = with_room(thick, None, (0.0, 1.0))
    assert roomy is not None
    assert min(x - stroke.width / 2 for stroke in roomy.strokes for x, _ in stroke.points) > 0.04
