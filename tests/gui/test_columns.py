"""The parts of the main window: three columns, or the network below the others where text is too large for them."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import Settings
from lenet_gui.columns import Columns, _Column
from lenet_gui.main_window import SMALLEST, MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.gui.line_heights import high
from tests.screenshots import press


def columns_of(window: MainWindow) -> Columns:
    (columns,) = window.findChildren(Columns)
    return columns


def place_of(window: MainWindow, part: QWidget) -> QPoint:
    return part.mapTo(window, QPoint(0, 0))


def network_is_below(window: MainWindow) -> bool:
    below = place_of(window, window.canvas_panel).y() + window.canvas_panel.height()
    return place_of(window, window.network).y() >= below and place_of(window, window.answer_side).y() < below


def network_is_between(window: MainWindow) -> bool:
    canvas, network, answer = (
        place_of(window, part).x() for part in (window.canvas_panel, window.network, window.answer_side)
    )
    return canvas < network < answer


def is_whole(part: QWidget) -> bool:
    return part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize("percent", [150, 200])
def test_large_text_in_the_smallest_window_scrolls_one_way_only(
    live_window: MainWindow, qtbot: QtBot, percent: int
) -> None:
    live_window.resize(*SMALLEST)
    qtbot.waitUntil(partial(network_is_between, live_window))
    live_window.canvas_panel.canvas.setFocus()
    press(live_window, f"{percent} %")
    qtbot.waitUntil(partial(network_is_below, live_window))
    columns = columns_of(live_window)
    live_window.network.view.choose(Unit("C3", 7, 4, 4))
    qtbot.waitUntil(lambda: live_window.drawer.height() >= live_window.drawer.minimumSizeHint().height())
    assert columns.horizontalScrollBar().maximum() == 0
    for part in (live_window.canvas_panel, live_window.network, live_window.drawer, live_window.answer_side):
        qtbot.waitUntil(partial(is_whole, part))
    if QApplication.focusWidget() is not None:
        assert live_window.canvas_panel.canvas.hasFocus()
    press(live_window, "100 %")
    qtbot.waitUntil(partial(network_is_between, live_window))


def test_on_a_beamer_the_penalties_need_no_scrolling(live_window: MainWindow, qtbot: QtBot) -> None:
    """1280x720, less what a frame takes, with text at 150 %."""
    penalties = live_window.penalties
    usual = penalties.minimumSizeHint().width()
    live_window.resize(1272, high(680))
    press(live_window, "150 %")
    qtbot.waitUntil(lambda: live_window.width() == 1272 and penalties.minimumSizeHint().width() > usual)
    for _ in range(9):  # a layout may ask for another
        QApplication.processEvents()
    qtbot.waitUntil(lambda: penalties.visibleRegion().boundingRect() == penalties.rect())
    press(live_window, "100 %")


@pytest.mark.parametrize("percent", [150, 200])
def test_a_drawer_that_opens_below_comes_into_view(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot, percent: int
) -> None:
    live_window.resize(*SMALLEST)
    press(live_window, f"{percent} %")
    qtbot.waitUntil(partial(network_is_below, live_window))
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    columns, drawer = columns_of(live_window), live_window.drawer
    live_window.network.view.choose(Unit("C3", 7, 4, 4))

    def is_in_view() -> bool:
        top = drawer.mapTo(columns.viewport(), QPoint(0, 0)).y()
        return drawer.height() > 200 and top >= 0 and top + drawer.height() <= columns.viewport().height()

    qtbot.waitUntil(is_in_view)
    press(live_window, "100 %")


def test_no_column_scrolls_within_what_scrolls(live_window: MainWindow, qtbot: QtBot) -> None:
    live_window.resize(1280, high(800))
    press(live_window, "200 %")
    columns = columns_of(live_window)
    qtbot.waitUntil(lambda: live_window.width() == 1280 and not columns.verticalScrollBar().isVisible())
    inner = [part.verticalScrollBar() for part in columns.findChildren(_Column)]
    qtbot.waitUntil(lambda: any(bar.isVisible() for bar in inner))
    live_window.network.view.choose(Unit("C3", 7, 4, 4))
    qtbot.waitUntil(lambda: columns.verticalScrollBar().isVisible())
    assert network_is_between(live_window)
    qtbot.waitUntil(lambda: not any(bar.isVisible() for bar in inner))
    live_window.drawer.close_button.click()
    qtbot.waitUntil(lambda: not columns.verticalScrollBar().isVisible() and any(bar.isVisible() for bar in inner))
    press(live_window, "100 %")


def test_the_network_stays_beside_the_tour(live_window: MainWindow, qtbot: QtBot) -> None:
    """On a small screen, with text at 150 %; the end of a page is reached by key, too."""
    live_window.resize(1024, high(744))
    press(live_window, "150 %")
    live_window.tour.start()
    card, pages = live_window.tour.card, live_window.canvas_panel
    qtbot.waitUntil(lambda: card.height() > 300)
    for _ in range(9):  # a layout may ask for another
        QApplication.processEvents()
    assert network_is_between(live_window)

    def end_is_in_view() -> bool:
        QTest.keyClick(card.next, Qt.Key.Key_Down)
        return pages.visibleRegion().boundingRect().bottom() == pages.rect().bottom()

    assert pages.visibleRegion().boundingRect().bottom() < pages.rect().bottom()
    qtbot.waitUntil(end_is_in_view)
    assert card.page == 0
    press(live_window, "100 %")


def test_the_edges_come_back_with_the_columns(live_window: MainWindow, qtbot: QtBot) -> None:
    live_window.resize(1200, 700)
    qtbot.waitUntil(partial(network_is_between, live_window))
    sizes = columns_of(live_window).sizes
    press(live_window, "200 %")
    live_window.resize(*SMALLEST)
    qtbot.waitUntil(partial(network_is_below, live_window))
    press(live_window, "100 %")
    live_window.resize(1200, 700)
    qtbot.waitUntil(partial(network_is_between, live_window))
    qtbot.waitUntil(lambda: columns_of(live_window).sizes == pytest.approx(sizes, abs=12))


@pytest.mark.parametrize("kept", ["", "1 2", "270 660 250 1", "0 0 0", "-1 9 9", "9999999999 1 1", "a b c", "² 1 1"])
def test_splitters_that_were_kept_damaged_are_as_at_first(settings: Settings, kept: str) -> None:
    settings.keep("splitter", kept)
    assert settings.sizes_of("splitter", [1, 2, 3]) == [1, 2, 3]


def test_a_moved_edge_is_kept_before_the_window_is_closed(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    columns = columns_of(window)
    edge = window.findChildren(QSplitter)[0].handle(1)
    at = edge.rect().center()
    before = columns.sizes
    QTest.mousePress(edge, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(edge, at + QPoint(30, 0))
    QTest.mouseRelease(edge, Qt.MouseButton.LeftButton, pos=at)
    assert columns.sizes != before
    qtbot.waitUntil(lambda: settings.sizes_of("splitter", before) == columns.sizes)


def test_splitters_are_kept(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    before = settings.sizes_of("splitter_middle", [430, 230])
    window.inspector.ask_what_if()
    qtbot.waitUntil(lambda: window.findChildren(QSplitter)[1].sizes()[1] > 0)
    window.findChildren(QSplitter)[1].setSizes([200, 400])
    window.close()
    kept = settings.sizes_of("splitter_middle", [0, 0])
    assert kept != before
    again = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(again)
    again.resize(window.size())
    with qtbot.waitExposed(again):
        again.show()
    again.inspector.ask_what_if()
    qtbot.waitUntil(lambda: again.findChildren(QSplitter)[1].sizes()[1] > 0)
    again.close()
    assert settings.sizes_of("splitter_middle", [0, 0]) == pytest.approx(kept, abs=20)
