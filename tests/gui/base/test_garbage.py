"""Python's garbage collection, on the GUI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.garbage import GarbageCollector
from lenet_gui.base.settings import Settings
from lenet_gui.workers.reading.weights_source import WeightsSource
from tests.gui.states import UNIT, open_beside


@pytest.fixture(autouse=True)
def pythons_own_collector() -> Iterator[None]:
    """On, with nothing due; afterwards off again, as in all tests of the window."""
    gc.collect()
    gc.enable()
    yield
    gc.disable()


class _Window(QWidget):
    """One that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def end_of_a_window() -> list[int]:
    """Gets the thread that destroys a window that nobody holds."""
    threads: list[int] = []
    weakref.finalize(_Window(), lambda: threads.append(threading.get_ident()))
    return threads


def be_busy_elsewhere() -> None:
    """Make, in another thread, so many objects that Python collects several times."""
    busy = threading.Thread(target=lambda: [[number] for number in range(100_000)])
    busy.start()
    busy.join()


def test_pythons_own_collector_destroys_a_window_in_any_thread(qapp: QObject) -> None:
    threads = end_of_a_window()
    be_busy_elsewhere()
    assert threads
    assert threads != [threading.get_ident()]


def test_a_window_is_destroyed_in_its_own_thread(qapp: QObject, qtbot: QtBot) -> None:
    collector = GarbageCollector(qapp)
    threads = end_of_a_window()
    be_busy_elsewhere()
    assert threads == []
    keep = [[number] for number in range(100_000)]  # far more than is due, whatever is freed meanwhile
    qtbot.waitUntil(lambda: threads == [threading.get_ident()])
    assert len(keep) == 100_000
    collector.deleteLater()


def test_a_threshold_of_0_means_never(qapp: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 0))  # as in Python 3.14
    counts = iter([(1, 0, 9), (701, 0, 9), (701, 11, 9)])
    monkeypatch.setattr(gc, "get_count", lambda: next(counts, (0, 0, 0)))
    collector = GarbageCollector(qapp)
    qtbot.waitUntil(lambda: len(collected) == 2)
    assert collected == [0, 1]
    collector.deleteLater()


def test_nothing_holds_a_main_window_that_was_closed(
    qapp: QApplication, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    window = build_window(qapp, tmp_path, settings)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(window.service.recognised, timeout=30_000):
        window.service.start(WeightsSource.shipped())
    window.network.view.choose(UNIT)
    for name in ("my digits", "recipes", "parameters"):
        open_beside(window, qtbot, name).close()
    closed = weakref.ref(window)
    window.close_at_once()
    window.deleteLater()
    del window
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert closed() is None
