"""Runs that are interrupted, by closing, killing or another window, and resumed."""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.workers.reading.weights_source import WeightsSource
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training_messages import Died, Ended, Found, Misread, Saved, WeightsReady
from model.digits.data_source import DataSource
from model.training.checkpoint_log import read_log
from model.training.engine.lenet5 import parameters_of
from model.training.log import Outcome
from model.training.run import Run
from model.training.setup import RunSetup
from tests.gui.conftest import action_of, problem_told
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.driving import (
    PATIENCE_MS,
    click,
    controller_of,
    event,
    events_of,
    run_to_the_end,
    service_of,
    start,
    stop,
    throw_away,
    wait_for_pass,
)
from tests.gui.workers.children import greet_and_die
from tests.model.samples import same_parameters


def another_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    """As after a new start of the program."""
    settings = Settings(QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    settings.keep("has_toured", True)
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    window.service.start(WeightsSource.shipped())
    return window


def test_a_run_that_closing_interrupted_is_resumed_after_a_new_start(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    config = replace(BRIEF, passes=14)
    window = fill(config, MORE)
    wait_for_pass(qtbot, window, 2)
    live_window.close()
    (checkpoint,) = (tmp_path / "runs").glob("*.checkpoint")
    kept = read_log(checkpoint)
    assert 2 <= len(kept.passes) < 14

    again = another_window(qtbot, qapp, tmp_path)
    training = again.training.training
    with event(qtbot, training, Found):
        second = again.training.show_window()
    assert second.offer.resume.isVisible()
    assert second.offer.resume.accessibleDescription() == second.offer.text.text()
    with event(qtbot, training, Ended) as ended:
        click(second.offer.resume)
    assert ended.args[0].log.outcome is Outcome.FINISHED
    with event(qtbot, training, WeightsReady) as ready:
        second.live.outcome.which.setCurrentIndex(second.live.outcome.which.count() - 1)
        click(second.live.outcome.use)
    whole = Run(RunSetup(config, MORE))
    for _ in whole.go():
        pass
    assert same_parameters(ready.args[0].network, parameters_of(whole.network(best=False)))
    again.close()


def test_a_finished_run_in_use_but_in_no_file_comes_back_whole_after_a_new_start(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(BRIEF, FEW)
    log = run_to_the_end(qtbot, window)
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS):
        click(window.live.outcome.use)
    live_window.close()

    again = another_window(qtbot, qapp, tmp_path)
    training = again.training.training
    with event(qtbot, training, Found):
        second = again.training.show_window()
    assert "has not been saved yet" in second.offer.text.text()
    assert not second.offer.end.isVisible()
    with event(qtbot, training, Misread), event(qtbot, training, Ended):
        click(second.offer.resume)
    assert second.live.outcome.isVisible()
    held_out = log.passes[-1].held_out
    assert held_out is not None
    assert second.live.misread_page.mistakes.hint().endswith(f" {held_out.errors}")
    with event(qtbot, training, Saved):
        second.live.outcome.save_to(str(tmp_path / "mine.safetensors"))
    again.close()


def test_an_interrupted_run_can_be_ended_after_a_new_start_for_its_weights(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window, 2)
    title = window.live.title.text
    live_window.close()
    (checkpoint,) = (tmp_path / "runs").glob("*.checkpoint")
    kept = read_log(checkpoint)

    again = another_window(qtbot, qapp, tmp_path)
    training = again.training.training
    with event(qtbot, training, Found):
        second = again.training.show_window()
    assert title in second.offer.text.text()  # as it was called before
    with event(qtbot, training, Ended) as ended:
        click(second.offer.end)
    assert ended.args[0].log.outcome is Outcome.STOPPED
    assert [one.number for one in ended.args[0].log.passes] == [one.number for one in kept.passes]
    assert not second.offer.isVisible()
    with event(qtbot, training, Saved):
        second.live.outcome.save_to(str(tmp_path / "mine.safetensors"))
    assert not checkpoint.exists()
    again.close()


def test_an_interrupted_run_is_offered_by_the_main_window(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    number = wait_for_pass(qtbot, fill(ENDLESS, MORE)).number
    live_window.close()
    again = another_window(qtbot, qapp, tmp_path)
    again.activity.look()
    qtbot.waitUntil(lambda: not again.footer.activity.isHidden(), timeout=PATIENCE_MS)
    (words,) = again.footer.activity.words
    assert words.startswith("A run was interrupted after pass ")
    assert int(words.split()[6]) >= number
    again.footer.activity.buttons()[0].click()
    second = again.training.window
    assert second is not None
    wait_for_pass(qtbot, second, number + 1)
    assert again.footer.activity.words[0].startswith("Training: pass")
    again.close()


def test_a_run_of_another_window_is_not_offered(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    other = RunStore(tmp_path / "runs")
    assert other.interrupted() == []
    (checkpoint,) = (tmp_path / "runs").glob("*.checkpoint")
    assert not other.hold(checkpoint)
    stop(qtbot, window)


def test_a_damaged_checkpoint_is_passed_over(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "x.checkpoint").write_bytes(b"\x00" * 100)
    service = live_window.training.training
    found = events_of(service, Found)
    with qtbot.waitSignal(service._looking.finished):
        live_window.training.show_window()
    assert not found


def test_a_run_continues_while_the_training_window_is_closed(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    window = fill(ENDLESS, MORE)
    number = wait_for_pass(qtbot, window).number
    window.close()
    wait_for_pass(qtbot, window, number + 2)
    assert "Training: pass" in live_window.footer.activity.words[0]
    action_of(live_window, "Train").trigger()
    assert window.isVisible()
    stop(qtbot, window)
    assert live_window.footer.activity.words == ["A training run has ended: Review"]


@pytest.mark.parametrize("moment", ["before", "preparing", "running", "paused", "ended"])
def test_the_program_can_be_closed_at_any_moment(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, moment: str
) -> None:
    window = fill(ENDLESS, DataSource() if moment == "preparing" else MORE)
    if moment == "preparing":
        start(window)
    elif moment != "before":
        wait_for_pass(qtbot, window)
    if moment == "paused":
        click(window.live.run_bar.pause)
    if moment == "ended":
        stop(qtbot, window)
    live_window.close()
    assert not live_window.training.training._process.started
    assert not live_window.isVisible()


def test_a_training_process_that_is_killed_is_told_and_its_run_can_be_resumed(qtbot: QtBot, fill: Fill) -> None:
    if sys.platform == "win32":
        pytest.skip("there is no SIGKILL")
    window = fill(replace(BRIEF, passes=12), MORE)
    service = service_of(window)
    wait_for_pass(qtbot, window)
    process = service._process.pid
    assert process is not None
    with event(qtbot, service, Found):
        os.kill(process, signal.SIGKILL)
    assert "ended unexpectedly" in problem_told(qtbot, window)
    assert not controller_of(window).state.on
    assert window.offer.resume.isVisible()
    with event(qtbot, service, Ended) as ended:
        click(window.offer.resume)
    assert len(ended.args[0].log.passes) == 12


def test_a_training_process_that_dies_without_a_run_is_not_started_again_by_itself(
    qtbot: QtBot, live_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lenet_gui.workers.training.serve_training", greet_and_die)
    service = live_window.training.training
    with event(qtbot, service, Died):
        window = live_window.training.show_window()
    # What the window asks by itself does not start it again; what the person asks does.
    window.setup_page.ask_for_times()
    window.setup_page.recipe.distortions.other_digits.click()
    assert not service._process.started
    with event(qtbot, service, Died):
        start(window)


def test_a_run_without_a_checkpoint_continues_and_is_not_lost_by_closing(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(BRIEF, FEW)
    (tmp_path / "runs").write_text("a file where the folder should be")
    assert run_to_the_end(qtbot, window).outcome is Outcome.FINISHED
    assert "No checkpoint" in problem_told(qtbot, window)
    live_window.close()
    assert live_window.isVisible()
    with event(qtbot, window, Saved):
        window.live.outcome.save_to(str(tmp_path / "mine.safetensors"))
    (box,) = (box for box in live_window.findChildren(QMessageBox) if "no checkpoint" in box.text())
    box.reject()
    live_window.close()
    assert not live_window.isVisible()


def test_a_run_without_a_checkpoint_can_be_thrown_away_by_closing(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(ENDLESS, MORE)
    (tmp_path / "runs").write_text("a file where the folder should be")
    wait_for_pass(qtbot, window)
    problem_told(qtbot, window)
    live_window.close()
    throw_away(qtbot, live_window)
    qtbot.waitUntil(lambda: not live_window.isVisible())
    assert not live_window.training.training._process.started
