"""The history of runs: kept without being saved, newest first, removed and brought back."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.training.runs import history as history_module
from lenet_gui.training.runs.history import PastRun, RunHistory, key_of
from lenet_gui.training.runs.run_words import outcome_of, title_of
from lenet_gui.training.runs.runs_panel import LIVE
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training_messages import Ended, Found, Progressed
from model.network.weights_info import RunFacts
from model.training.log import Outcome, TrainingLog
from model.training.presets import ONE_MINUTE
from model.training.setup import RunSetup
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.curves.curve_driving import result
from tests.gui.training.driving import (
    PATIENCE_MS,
    click,
    event,
    start,
    stop,
    throw_away,
    wait_for_pass,
)
from tests.gui.training.test_interrupted import another_window


def log_of(hour: int, passes: int = 3, outcome: Outcome = Outcome.FINISHED, seed: int = 1) -> TrainingLog:
    setup = RunSetup(replace(ONE_MINUTE, seed=seed))
    facts = RunFacts(started=f"2026-11-28T{hour:02d}:00:00+00:00", trained_on=58_000, held_out=2000)
    return TrainingLog(setup, facts, tuple(result(number) for number in range(1, passes + 1)), outcome)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[RunHistory]:
    history = RunHistory(tmp_path / "history")
    yield history
    history.shut_down()


def runs_after(
    qtbot: QtBot, history: RunHistory, count: int, check: Callable[[list[PastRun]], bool] = lambda _: True
) -> list[PastRun]:
    """What is told when there are so many runs, and they are as expected: each change is told by itself."""

    def is_it(runs: tuple[PastRun, ...]) -> bool:
        return len(runs) == count and check(list(runs))

    with qtbot.waitSignal(history.changed, timeout=PATIENCE_MS, check_params_cb=is_it) as told:
        history.read()
    return list(told.args[0])


def hours(runs: list[PastRun]) -> list[str]:
    return [run.started[11:13] for run in runs]


def test_runs_are_told_newest_first_with_what_the_list_shows(qtbot: QtBot, history: RunHistory) -> None:
    assert runs_after(qtbot, history, 0) == []
    for hour in (9, 11, 10):
        history.add(log_of(hour))
    runs = runs_after(qtbot, history, 3)
    assert hours(runs) == ["11", "10", "09"]
    assert runs[0].errors == (2.0, 2.0, 2.0)
    assert runs[0].held_out
    assert title_of(runs[0].setup) == "Short run"
    assert outcome_of(runs[0]) == "2.00 % misread"


def test_a_run_that_is_resumed_is_still_one_run(qtbot: QtBot, history: RunHistory) -> None:
    history.add(log_of(9, passes=1, outcome=Outcome.STOPPED))
    history.add(log_of(9, passes=3))
    runs_after(qtbot, history, 1, lambda runs: len(runs[0].errors) == 3)
    history.add(log_of(9, seed=2))  # begun in the same second
    assert len({run.key for run in runs_after(qtbot, history, 2)}) == 2


def test_a_run_can_be_opened_removed_and_brought_back(qtbot: QtBot, history: RunHistory, tmp_path: Path) -> None:
    log = log_of(9)
    history.add(log)
    opened: list[TrainingLog] = []
    history.open(key_of(log), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    assert opened[0].as_json() == log.as_json()
    history.remove(key_of(log))
    assert runs_after(qtbot, history, 0) == []
    history.restore(key_of(log))
    assert len(runs_after(qtbot, history, 1)) == 1
    history.remove(key_of(log))
    history.shut_down()
    assert list((tmp_path / "history").iterdir()) == []


def test_what_another_window_removed_can_still_be_brought_back_there(
    qtbot: QtBot, history: RunHistory, tmp_path: Path
) -> None:
    history.add(log_of(9))
    runs_after(qtbot, history, 1)
    (path,) = (tmp_path / "history").iterdir()
    theirs = path.with_name(f"{path.name}.{os.getppid()}.removed")
    path.replace(theirs)
    history.shut_down()
    assert list((tmp_path / "history").iterdir()) == [theirs]


def test_only_the_newest_are_kept_and_damaged_ones_passed_over(
    qtbot: QtBot, history: RunHistory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "MOST", 3)
    for hour in range(5):
        history.add(log_of(hour))
    runs = runs_after(qtbot, history, 3, lambda runs: hours(runs) == ["04", "03", "02"])
    (tmp_path / "history" / f"{runs[1].key}.training.json").write_text("{")
    assert hours(runs_after(qtbot, history, 2)) == ["04", "02"]


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, history: RunHistory, tmp_path: Path) -> None:
    (tmp_path / "history").write_text("a file where the folder should be")
    with qtbot.waitSignal(history.failed, timeout=PATIENCE_MS) as failed:
        history.add(log_of(9))
    assert "history" in failed.args[0]


def entries(window: TrainingWindow) -> list[str]:
    return [entry.key for entry in window.runs_panel.runs.entries]


def test_a_run_is_in_the_list_while_it_is_on_and_afterwards_without_being_saved(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(BRIEF, FEW)
    with event(qtbot, window, Ended):
        start(window)
        assert entries(window) == [LIVE]
    assert "use, save or discard" in window.runs_panel.runs.entries[0].line
    assert len(window.runs_panel.runs.entries[0].errors) == 3
    click(window.live.outcome.discard)
    throw_away(qtbot, window)
    assert window.setup_page.isVisible()
    qtbot.waitUntil(lambda: len(entries(window)) == 1 and entries(window) != [LIVE], timeout=PATIENCE_MS)
    runs = window.runs_panel.runs
    where = runs.visualRect(runs.model().index(0, 0)).center()
    QTest.mouseClick(runs.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(window.past.isVisible, timeout=PATIENCE_MS)
    assert window.past.curves_page.curves.has_curves
    live_window.close()
    assert len(list((tmp_path / "history").iterdir())) == 1


def with_two_runs(qtbot: QtBot, main: MainWindow, folder: Path) -> TrainingWindow:
    """The training window, with runs of 9 and 10 o'clock in its list."""
    history = RunHistory(folder / "history")
    for hour in (9, 10):
        history.add(log_of(hour))
    history.shut_down()
    window = main.training.show_window()
    qtbot.waitUntil(lambda: len(entries(window)) == 2, timeout=PATIENCE_MS)
    return window


def test_a_run_is_removed_from_the_list_and_comes_back(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    window = with_two_runs(qtbot, live_window, tmp_path)
    newest, older = entries(window)
    window.runs_panel.runs.setFocus()
    window.runs_panel.runs.choose(newest)
    QTest.keyClick(window.runs_panel.runs, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: entries(window) == [older], timeout=PATIENCE_MS)
    click(window.runs_panel.undo)
    qtbot.waitUntil(lambda: entries(window) == [newest, older], timeout=PATIENCE_MS)
    assert not window.runs_panel.undo.isVisible()
    # Each one that was removed comes back.
    for key in (newest, older):
        window.runs_panel.runs.choose(key)
        QTest.keyClick(window.runs_panel.runs, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: entries(window) == [], timeout=PATIENCE_MS)
    click(window.runs_panel.undo)
    qtbot.waitUntil(lambda: entries(window) == [older], timeout=PATIENCE_MS)
    click(window.runs_panel.undo)
    qtbot.waitUntil(lambda: entries(window) == [newest, older], timeout=PATIENCE_MS)
    assert not window.runs_panel.undo.isVisible()


def test_tab_leads_through_the_list_without_opening_a_run(
    qtbot: QtBot, live_window: MainWindow, tmp_path: Path
) -> None:
    window = with_two_runs(qtbot, live_window, tmp_path)
    panel = window.runs_panel
    panel.new_run.setFocus()
    with qtbot.assertNotEmitted(panel.runs.chosen):
        QTest.keyClick(panel.new_run, Qt.Key.Key_Tab)
        assert window.focusWidget() is panel.runs
    with qtbot.waitSignal(panel.runs.chosen):
        QTest.keyClick(panel.runs, Qt.Key.Key_Down)
    assert panel.runs.chosen_key == entries(window)[0]


def test_an_earlier_run_is_laid_over_from_the_list(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    window = with_two_runs(qtbot, live_window, tmp_path)
    window.show_past(log_of(10))
    menu = window.past.curves_page.compare.menu()
    assert len(menu.actions()) == 3  # the other run, a line, and a file
    for by_menu in (False, True):
        menu.actions()[0].trigger()
        qtbot.waitUntil(window.past.curves_page.alone.isEnabled, timeout=PATIENCE_MS)
        menu.aboutToShow.emit()
        assert menu.actions()[0].isChecked()
        if by_menu:
            menu.actions()[0].trigger()
        else:
            click(window.past.curves_page.alone)
        assert not window.past.curves_page.alone.isEnabled()
        menu.aboutToShow.emit()
        assert not menu.actions()[0].isChecked()


def test_no_run_is_compared_with_itself(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    window = with_two_runs(qtbot, live_window, tmp_path)
    page = window.past.curves_page
    window.show_past(log_of(10))
    page.compare_with(log_of(9))
    window.show_past(log_of(9))
    assert not page.alone.isEnabled()
    page.compare_with(log_of(10))
    window.show_past(log_of(11))
    assert page.alone.isEnabled()  # another one: what was laid over stays


def test_a_run_that_has_just_ended_is_laid_over_an_earlier_one(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    window = fill(replace(BRIEF, passes=1), FEW)
    for hour in (9, 10):
        live_window.training.history.add(log_of(hour))
    with event(qtbot, window, Ended):
        start(window)
    offered = window.live.curves_page.compare.menu().actions
    qtbot.waitUntil(lambda: len(entries(window)) == 3, timeout=PATIENCE_MS)
    assert len(offered()) == 4  # the two earlier runs, a line, and a file
    window.show_past(log_of(9))
    page = window.past.curves_page
    qtbot.waitUntil(lambda: len(page.compare.menu().actions()) == 4, timeout=PATIENCE_MS)
    page.compare.menu().actions()[0].trigger()
    qtbot.waitUntil(page.alone.isEnabled, timeout=PATIENCE_MS)
    assert len(offered()) == 4


def test_a_run_that_was_stopped_and_is_resumed_is_listed_once(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    stop(qtbot, window)
    live_window.close()
    again = another_window(qtbot, qapp, tmp_path)
    with event(qtbot, again.training.training, Found):
        second = again.training.show_window()
    qtbot.waitUntil(lambda: len(entries(second)) == 1, timeout=PATIENCE_MS)
    with event(qtbot, second, Progressed):
        click(second.offer.resume)
    assert entries(second) == [LIVE]
    stop(qtbot, second)
    assert entries(second) == [LIVE]
    again.close()


def test_an_interrupted_run_that_is_thrown_away_stays_in_the_list(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    live_window.close()
    again = another_window(qtbot, qapp, tmp_path)
    with event(qtbot, again.training.training, Found):
        second = again.training.show_window()
    click(second.offer.drop)
    throw_away(qtbot, second)
    assert not second.offer.resume.isVisible()
    assert not list((tmp_path / "runs").glob("*.checkpoint"))
    qtbot.waitUntil(lambda: len(entries(second)) == 1, timeout=PATIENCE_MS)
    again.close()
