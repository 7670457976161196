"""A sweep over the number on the canvas: the real window, switched on by key, menu and button, and live."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.main_window import MainWindow
from lenet_gui.numbers.reading_panel import ReadingPanel
from lenet_gui.numbers.sweep_strip import Column, SweepStrip
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.numbers.swept_row import SweptRow, text_of_rows
from tests.gui.conftest import AnswerOf
from tests.gui.line_heights import high
from tests.gui.numbers.writing import write
from tests.gui.painted import picture_of
from tests.gui.told import value
from tests.screenshots import press

SweptOf = Callable[[Callable[[], object]], tuple[SweptRow, ...]]


@pytest.fixture
def swept_of(qtbot: QtBot, live_window: MainWindow) -> SweptOf:
    """Do something and wait for what a sweep sees of the ink that is there afterwards."""

    def wait(action: Callable[[], object]) -> tuple[SweptRow, ...]:
        service, seen = live_window.service, list[tuple[int, tuple[SweptRow, ...]]]()

        def is_newest(rows: tuple[SweptRow, ...], generation: int) -> bool:
            seen.append((generation, rows))
            return generation >= service.generation

        with qtbot.waitSignal(service.swept, timeout=10_000, check_params_cb=is_newest):
            action()
        return seen[-1][1]

    return wait


@pytest.fixture
def year(live_window: MainWindow, answer_of: AnswerOf, swept_of: SweptOf) -> MainWindow:
    """With 2026 on the canvas, swept over."""
    answer_of(lambda: write(live_window, "2026"))
    swept_of(lambda: QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_W))
    return live_window


def strip(window: MainWindow) -> SweepStrip:
    assert window.numbers.sweep.strip is not None
    return window.numbers.sweep.strip


def reading(window: MainWindow) -> ReadingPanel:
    return window.drawer.number_page.content


def place_in_strip(window: MainWindow, x: float) -> QPointF:
    """Below this part of the canvas."""
    canvas = window.canvas_panel.canvas
    below = strip(window).mapFromGlobal(canvas.mapToGlobal(canvas.from_canvas((x, 0.5))))
    return QPointF(below.x(), 5)


def test_nothing_is_made_or_computed_before_it_is_wanted(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(live_window.service.swept):
        answer_of(lambda: write(live_window, "20"))
        answer_of(lambda: live_window.service.choose(()))  # the worker has done all before this answer
    assert live_window.numbers.sweep.strip is None


def test_a_number_is_read_without_cuts(year: MainWindow) -> None:
    assert strip(year).isVisible()
    assert strip(year).text == "Sweep: 2026"
    assert value(strip(year)).startswith("Sweep: 2026. ")
    assert {"2", "0", "6", "rubbish"} <= set(value(strip(year)).split())


def test_each_column_is_below_its_own_ink(year: MainWindow) -> None:
    for stroke, label in zip(year.sketch.drawing.strokes, "2026", strict=True):
        xs = [x for x, _ in stroke.points]
        near = [strip(year).place_at(place_in_strip(year, x)) for x in (min(xs), (min(xs) + max(xs)) / 2, max(xs))]
        words = [strip(year).words_of(place) for place in near if place is not None]
        assert any(f". {label}: " in each for each in words)
    assert strip(year).place_at(place_in_strip(year, 0.99)) is None


def test_it_follows_the_pen(year: MainWindow, swept_of: SweptOf) -> None:
    canvas = year.canvas_panel.canvas
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.87, 0.4)))
    rows = swept_of(lambda: send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas((0.86, 0.6))))
    assert year.sketch.is_busy
    assert text_of_rows(rows) == "20261"
    assert strip(year).text.startswith("Sweep: 20261")


def test_one_digit_is_swept_over_too(live_window: MainWindow, swept_of: SweptOf) -> None:
    live_window.numbers.sweep.wanted.trigger()
    rows = swept_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert text_of_rows(rows) == "3"
    assert strip(live_window).text == "Sweep: 3"


def test_where_cuts_read_something_else_both_are_told(year: MainWindow) -> None:
    rows = strip(year).rows
    strip(year).show_rows(tuple(SweptRow(r.sweep, r.scale, r.offset, r.shares, r.digits[1:], r.cost) for r in rows))
    assert strip(year).text == "Sweep: 026; by cuts: 2026"
    year.numbers.show_how()
    reading(year).show_rows(strip(year).rows)
    assert reading(year).words.text() == "A sweep reads 026; cuts read 2026."


def test_switched_off_it_is_gone_and_costs_nothing(year: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    year.numbers.sweep.wanted.trigger()
    assert not strip(year).isVisible()
    with qtbot.assertNotEmitted(year.service.swept):
        answer_of(year.canvas_panel.tools.undo.trigger)
        answer_of(lambda: year.service.choose(()))


def test_an_empty_canvas_is_not_swept_over_and_there_is_room_to_say_so(
    year: MainWindow, swept_of: SweptOf, qtbot: QtBot
) -> None:
    assert swept_of(year.canvas_panel.tools.clear.trigger) == ()
    assert strip(year).text == "Nothing to sweep over"
    assert strip(year).first_place() is None
    press(year, "150 %")
    year.resize(1024, high(700))
    qtbot.waitUntil(lambda: year.width() == 1024 and strip(year).width() < 250)
    assert strip(year)._note().horizontalAdvance(strip(year).text) <= strip(year).width()
    press(year, "100 %")


def test_ink_that_is_not_centred_is_not_swept_over(year: MainWindow, swept_of: SweptOf) -> None:
    assert swept_of(year.view_menu.normalise.trigger) == ()
    assert strip(year).text == strip(year).accessibleDescription() == "Nothing to sweep over"


def test_lines_have_a_band_each(live_window: MainWindow, swept_of: SweptOf) -> None:
    live_window.numbers.sweep.wanted.trigger()
    write(live_window, "12", middle=0.2)
    rows = swept_of(lambda: write(live_window, "45", middle=0.75))
    assert text_of_rows(rows) == "12 45"
    upper, lower = (strip(live_window).rect_of(Column(row, 0)) for row in (0, 1))
    assert upper.bottom() < lower.top() < strip(live_window).height()


def test_of_many_lines_those_are_in_view_that_are_so_above_and_all_in_large(
    live_window: MainWindow, swept_of: SweptOf
) -> None:
    live_window.sketch.pen_width = 0.02
    live_window.numbers.sweep.wanted.trigger()
    for line in range(4):
        write(live_window, "24", middle=0.1 + 0.19 * line, height=0.12)
    rows = swept_of(lambda: write(live_window, "24", middle=0.86, height=0.12))
    assert text_of_rows(rows) == "24 24 24 24 24"
    below = strip(live_window)

    def in_view() -> list[int]:
        return [row for row in range(5) if below.place_at(below.rect_of(Column(row, 0)).center()) == Column(row, 0)]

    assert in_view() == [2, 3, 4]
    swept_of(lambda: live_window.service.choose(live_window.canvas_panel.number.signs[2].strokes))
    assert in_view() == [1, 2, 3]
    below.setFocus()
    below.walk_to(Column(1, 0))
    QTest.keyClick(below, Qt.Key.Key_Up)
    assert below.pointed == Column(0, 0)
    assert in_view() == [0, 1, 2]
    live_window.numbers.show_how()
    large = reading(live_window).sweep
    assert large.rect_of(Column(4, 0)).bottom() <= large.minimumSizeHint().height()


def test_columns_are_walked_by_key_and_told(year: MainWindow) -> None:
    strip(year).setFocus(Qt.FocusReason.TabFocusReason)
    assert strip(year).accessibleDescription().startswith("Column 1 of ")
    strip(year).point_at(None)
    assert strip(year).accessibleDescription() == "Sweep: 2026. Arrows point at a column."
    strip(year).point_at(Column(0, 0))
    QTest.keyClick(strip(year), Qt.Key.Key_Right)
    assert strip(year).accessibleDescription().startswith("Column 2 of ")
    assert " %" in strip(year).accessibleDescription()
    for _ in range(200):
        QTest.keyClick(strip(year), Qt.Key.Key_Right)
    count = len(strip(year).rows[0].shares)
    assert strip(year).accessibleDescription().startswith(f"Column {count} of {count}")


def test_two_buttons_switch_between_cutting_and_sweeping(year: MainWindow, qtbot: QtBot, swept_of: SweptOf) -> None:
    QTest.keyClick(year.canvas_panel.canvas, Qt.Key.Key_H)
    panel = reading(year)
    assert panel.by_sweep.isChecked()
    assert not panel.by_cuts.isChecked()
    assert panel.sweep.isVisible()
    assert panel.words.text() == "Sweep and cuts both read 2026."
    qtbot.waitUntil(lambda: panel.by_cuts.height() == panel.by_cuts.sizeHint().height())  # laid out
    QTest.mouseClick(panel.by_cuts, Qt.MouseButton.LeftButton)
    assert panel.by_cuts.isChecked()
    assert not panel.by_sweep.isChecked()
    assert panel.lattice.isVisible()
    assert not panel.sweep.isVisible()
    assert panel.words.text().startswith("2026 is the cheapest reading")
    assert not strip(year).isVisible()
    swept_of(lambda: QTest.mouseClick(panel.by_sweep, Qt.MouseButton.LeftButton))
    assert strip(year).isVisible()
    assert panel.words.text() == "Sweep and cuts both read 2026."
    QTest.keyClick(year.canvas_panel.canvas, Qt.Key.Key_W)
    assert panel.by_cuts.isChecked()
    assert panel.lattice.isVisible()


def test_in_large_each_digit_is_below_its_own_ink(year: MainWindow, qtbot: QtBot) -> None:
    year.numbers.show_how()
    view = reading(year).sweep
    qtbot.waitUntil(lambda: view.rect_of(Column(0, 0)).top() > 60)  # laid out
    image, (row,) = picture_of(view), view.rows
    above = round(view.rect_of(Column(0, 0)).top()) - 6
    inked = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 60 for y in range(2, above, 2))
    ]
    groups = [inked[0]]  # where ink begins after paper
    groups += [x for before, x in pairwise(inked) if x - before > 2]
    middles = [
        (view.rect_of(Column(0, each.first)).left() + view.rect_of(Column(0, each.end - 1)).right()) / 2
        for each in row.digits
    ]
    assert len(groups) == 4
    for middle, begin, end in zip(middles, groups, [*groups[1:], inked[-1]], strict=True):
        assert begin < middle < end


def test_digits_that_were_read_are_in_the_accent(year: MainWindow) -> None:
    image = picture_of(strip(year))
    accent = theme.accent(strip(year).palette())

    def near_accent(place: Column) -> bool:
        box = strip(year).rect_of(place).toRect()
        colours = (image.pixelColor(x, box.top() + 2) for x in range(box.left() + 2, box.right() - 1))
        return any(abs(QColor(each).hue() - accent.hue()) < 8 and each.saturation() > 90 for each in colours)

    row = strip(year).rows[0]
    assert all(near_accent(Column(0, digit.first)) for digit in row.digits)
    assert not near_accent(Column(0, 0)) or row.digits[0].first == 0
