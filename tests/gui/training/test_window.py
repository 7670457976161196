"""Training from the window: real runs on a few digits, watched, paused, stopped, kept, thrown away, interrupted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.look import Look
from lenet_gui.main_window import MainWindow
from lenet_gui.settings import Settings
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training import TrainingService
from model.assets import shipped_weights
from model.checkpoint import load_checkpoint
from model.datasets import mnist_training
from model.recipes import MODERN, PAPER_1998, Distortion, Optimizer, Schedule
from model.records import PassResult, Progress, Recognition
from model.run_setup import DataKind, DataSource, RunSetup
from model.runs import Run
from model.training_log import Outcome, TrainingLog, load_log, log_beside
from model.weights import load_weights
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, Fill
from tests.model.samples import write_pair

PATIENCE_MS = 60_000
AnswerOf = Callable[[Callable[[], object]], Recognition]


def service_of(window: TrainingWindow) -> TrainingService:
    return window._service


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def type_into(box: QDoubleSpinBox, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def throw_away(qtbot: QtBot, window: QWidget) -> None:
    """Answer the question whether to."""
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    click(window.findChild(QMessageBox).findChild(QPushButton, "discard"))


def run_to_the_end(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS) as ended:
        click(window.run_bar.start)
    return ended.args[0]


def wait_for_pass(qtbot: QtBot, window: TrainingWindow, number: int = 1) -> PassResult:
    def is_over(progress: Progress) -> bool:
        return progress.finished_pass is not None and progress.finished_pass.number >= number

    with qtbot.waitSignal(service_of(window).progressed, timeout=PATIENCE_MS, check_params_cb=is_over) as signal:
        if not service_of(window).running:
            click(window.run_bar.start)
    return signal.args[0].finished_pass


def stop(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS) as ended:
        click(window.run_bar.stop)
    return ended.args[0]


def test_a_run_from_start_to_finish(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    log = run_to_the_end(qtbot, window)
    assert log.outcome is Outcome.FINISHED
    assert [result.number for result in log.passes] == [1, 2, 3]
    assert log.setup.config == BRIEF
    assert window.curves_page.curves.has_curves
    assert "200" in window.misread_page.confusion.summary()
    assert window.outcome.isVisible()
    assert window.run_bar.start.isEnabled()
    assert not window.run_bar.stop.isEnabled()
    held_out = log.passes[-1].held_out
    assert held_out is not None
    assert f" of {held_out.errors}" in window.misread_page.mistakes.caption()


def test_the_weights_in_use_are_untouched_until_they_are_taken(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    window = fill(BRIEF, FEW)
    before = live_window.service.network
    run_to_the_end(qtbot, window)
    assert live_window.service.network is before
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS) as changed:
        click(window.outcome.use)
    assert changed.args[1].origin["recipe"]["seed"] == BRIEF.seed
    assert live_window.service.network is not before
    assert "trained" in live_window._weights.text()
    assert not window.outcome.isVisible()
    qtbot.waitUntil(lambda: not service_of(window).store.interrupted())


def test_saved_weights_and_their_log_can_be_read_back(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    log = run_to_the_end(qtbot, window)
    out = tmp_path / "mine.safetensors"
    with qtbot.waitSignal(service_of(window).saved, timeout=PATIENCE_MS):
        window.outcome.save_to(str(out))
    _, info = load_weights(out)
    assert info.origin["recipe"] == BRIEF.as_json()
    assert load_log(log_beside(out)).passes[-1].number == 3
    # And shown again, and laid over.
    window.curves_page.log_bar.compare_log(str(log_beside(out)))
    assert window.curves_page.log_bar.alone.isEnabled()
    window.recipe.set_config(MODERN)
    window.curves_page.log_bar.open_log(str(log_beside(out)))
    assert window.recipe.config == BRIEF
    assert window.setup_form.data == FEW
    assert log.name == load_log(log_beside(out)).name


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    with qtbot.waitSignal(service_of(window).save_failed, timeout=PATIENCE_MS):
        window.outcome.save_to(str(tmp_path / "gone" / "mine.safetensors"))
    assert window.errors.open_box is not None
    assert "could not be saved" in window.errors.open_box.text()
    assert window.outcome.isVisible()
    with qtbot.waitSignal(service_of(window).saved, timeout=PATIENCE_MS):
        window.outcome.save_to(str(tmp_path / "mine.safetensors"))


def test_stop_ends_the_run_within_the_pass(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, FEW)
    wait_for_pass(qtbot, window)
    log = stop(qtbot, window)
    assert log.outcome is Outcome.STOPPED
    assert 1 <= len(log.passes) < 5000
    assert window.outcome.isVisible()


@pytest.mark.parametrize("config", [ENDLESS, replace(PAPER_1998, held_out=200)])
def test_stop_in_the_first_pass_leaves_nothing(qtbot: QtBot, fill: Fill, config: object) -> None:
    assert isinstance(config, type(BRIEF))
    window = fill(config, DataSource())  # all 60,000: the first pass takes seconds
    with qtbot.waitSignal(service_of(window).progressed, timeout=PATIENCE_MS):
        click(window.run_bar.start)
    log = stop(qtbot, window)
    assert not log.passes
    assert not window.outcome.isVisible()
    assert "nothing to keep" in window.run_bar.status.text()


def test_a_pause_rests_and_goes_on(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, FEW)
    wait_for_pass(qtbot, window)
    click(window.run_bar.pause)
    # What was on its way still comes; after that there is silence.
    with qtbot.waitSignal(service_of(window).progressed, timeout=300, raising=False):
        pass
    with qtbot.assertNotEmitted(service_of(window).progressed, wait=300):
        pass
    assert window.run_bar.status.text() == "Paused"
    with qtbot.waitSignal(service_of(window).progressed, timeout=PATIENCE_MS):
        click(window.run_bar.pause)
    stop(qtbot, window)


def test_a_paused_run_can_be_stopped(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, FEW)
    wait_for_pass(qtbot, window)
    click(window.run_bar.pause)
    assert stop(qtbot, window).outcome is Outcome.STOPPED


def test_the_rate_can_be_changed_while_it_runs(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(ENDLESS, schedule=Schedule.CONSTANT, rate=1e-3), FEW)
    first = wait_for_pass(qtbot, window)
    assert first.rate == pytest.approx(1e-3)
    type_into(window.run_bar.rate, "0.5")
    later = wait_for_pass(qtbot, window, first.number + 10)
    assert later.rate == pytest.approx(5e-4)
    stop(qtbot, window)


def test_the_network_in_training_comes_under_the_pen_and_leaves_it(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, answer_of: AnswerOf
) -> None:
    answers: list[Recognition] = []
    ink = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE)).ink
    live_window.service.recognised.connect(lambda answer, _: answers.append(answer))
    window = fill(ENDLESS, FEW)
    click(window.run_bar.follow)
    wait_for_pass(qtbot, window)
    qtbot.waitUntil(lambda: "in training" in live_window._weights.text())
    seen = len(answers)
    qtbot.waitUntil(lambda: len(answers) > seen + 3, timeout=PATIENCE_MS)
    followed = answers[-2:]
    for answer in followed:
        np.testing.assert_array_equal(answer.ink, ink)
    assert not np.array_equal(followed[0].f6, followed[1].f6)
    stop(qtbot, window)
    click(window.run_bar.follow)
    network, _ = load_weights(shipped_weights())
    x = torch.from_numpy(1.275 * ink - 0.1)[None, None]
    expected = network(x).detach().numpy()[0]
    qtbot.waitUntil(lambda: np.allclose(answers[-1].penalties, expected, atol=1e-2))
    assert "shipped" in live_window._weights.text()


def test_digits_that_cannot_be_read_are_told_before_anything_starts(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    images, labels = write_pair(tmp_path, mnist_training().subset(np.arange(50)))
    labels.write_bytes(images.read_bytes())
    window = fill(BRIEF, DataSource(DataKind.IDX_PAIR, (str(images), str(labels))))
    with qtbot.waitSignal(service_of(window).refused, timeout=PATIENCE_MS):
        click(window.run_bar.start)
    assert window.errors.open_box is not None
    assert "labels-idx1" in window.errors.open_box.text()
    assert window.run_bar.start.isEnabled()
    assert window.setup_form.isEnabled()


def test_a_missing_path_is_told_at_once(fill: Fill) -> None:
    window = fill(BRIEF, DataSource(DataKind.PICTURES, ("",)))
    click(window.run_bar.start)
    assert window.errors.open_box is not None
    assert not service_of(window).running
    assert window.forms.currentWidget() is window.setup_form


def test_a_loss_that_is_no_number_is_told_and_good_passes_are_kept(qtbot: QtBot, fill: Fill) -> None:
    config = replace(
        ENDLESS, optimizer=Optimizer.SGD, schedule=Schedule.CONSTANT, rate=5e-3, weight_decay=1.0, averaging=0.0
    )
    window = fill(config, FEW)
    wait_for_pass(qtbot, window)
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS) as ended:
        # At a rate of 5, decay multiplies every weight by -4 an update.
        type_into(window.run_bar.rate, "1000")
    log, problem = ended.args
    assert "too high" in problem
    assert log.outcome is Outcome.FAILED
    assert window.errors.open_box is not None
    assert window.outcome.isVisible()
    with qtbot.waitSignal(service_of(window).weights_ready, timeout=PATIENCE_MS):
        click(window.outcome.use)


def test_a_new_run_asks_before_it_throws_weights_away(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    click(window.run_bar.start)
    assert not service_of(window).running
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS):
        throw_away(qtbot, window)


def test_discarded_weights_leave_nothing(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    assert list(service_of(window).store._folder.glob("*.checkpoint"))
    click(window.outcome.discard)
    assert list(service_of(window).store._folder.glob("*.checkpoint"))
    throw_away(qtbot, window)
    qtbot.waitUntil(lambda: not list(service_of(window).store._folder.glob("*.checkpoint")))
    assert not window.outcome.isVisible()


def test_distorted_digits_are_shown_and_follow_the_strengths(qtbot: QtBot, training_window: TrainingWindow) -> None:
    inks: list[np.ndarray] = []
    service_of(training_window).previewed.connect(inks.append)
    training_window.recipe.distortions.set_distortion(Distortion())
    qtbot.waitUntil(lambda: bool(inks), timeout=PATIENCE_MS)
    seen = len(inks)
    training_window.recipe.distortions.set_distortion(Distortion(rotation_degrees=40.0))
    qtbot.waitUntil(lambda: len(inks) > seen, timeout=PATIENCE_MS)
    assert inks[-1].shape == inks[0].shape
    assert not np.array_equal(inks[-1], inks[0])


def another_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    """As after a new start of the program."""
    settings = Settings(QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    window = MainWindow(RecognitionService(), TrainingService(RunStore(tmp_path / "runs")), settings, Look(qapp))
    qtbot.addWidget(window)
    window.service.start(shipped_weights())
    return window


def test_the_program_closed_in_mid_run_goes_on_after_a_new_start(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    config = replace(BRIEF, passes=14)
    window = fill(config, FEW)
    wait_for_pass(qtbot, window, 2)
    live_window.close()
    (checkpoint,) = (tmp_path / "runs").glob("*.checkpoint")
    kept, _ = load_checkpoint(checkpoint, with_state=False)
    assert 2 <= len(kept.passes) < 14

    again = another_window(qtbot, qapp, tmp_path)
    training = again.training.training
    with qtbot.waitSignal(training.found, timeout=PATIENCE_MS):
        second = again.training.show_window()
    assert second.offer.go_on.isVisible()
    with qtbot.waitSignal(training.ended, timeout=PATIENCE_MS) as ended:
        click(second.offer.go_on)
    assert ended.args[0].outcome is Outcome.FINISHED
    with qtbot.waitSignal(training.weights_ready, timeout=PATIENCE_MS) as ready:
        second.outcome.which.setCurrentIndex(second.outcome.which.count() - 1)
        click(second.outcome.use)
    whole = Run(RunSetup(config, FEW))
    for _ in whole.go():
        pass
    for mine, theirs in zip(ready.args[0].parameters(), whole.network(best=False).parameters(), strict=True):
        assert torch.equal(mine, theirs)
    again.close()


def test_an_interrupted_run_can_be_thrown_away(
    qtbot: QtBot, qapp: QApplication, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    wait_for_pass(qtbot, fill(ENDLESS, FEW))
    live_window.close()
    again = another_window(qtbot, qapp, tmp_path)
    with qtbot.waitSignal(again.training.training.found, timeout=PATIENCE_MS):
        second = again.training.show_window()
    click(second.offer.forget)
    throw_away(qtbot, second)
    assert not second.offer.go_on.isVisible()
    assert not list((tmp_path / "runs").glob("*.checkpoint"))
    again.close()


def test_a_run_of_another_window_is_not_offered(qtbot: QtBot, qapp: QApplication, fill: Fill, tmp_path: Path) -> None:
    window = fill(ENDLESS, FEW)
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
    with qtbot.assertNotEmitted(service.found), qtbot.waitSignal(service.previewed, timeout=PATIENCE_MS):
        live_window.training.show_window()


def test_closing_the_training_window_lets_the_run_go_on(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    window = fill(ENDLESS, FEW)
    number = wait_for_pass(qtbot, window).number
    window.close()
    wait_for_pass(qtbot, window, number + 2)
    assert "training: pass" in live_window._run.text()
    live_window.train.trigger()
    assert window.isVisible()
    stop(qtbot, window)
    assert "decide" in live_window._run.text()


@pytest.mark.parametrize("moment", ["before", "preparing", "running", "paused", "ended"])
def test_the_program_can_be_closed_at_any_moment(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, moment: str
) -> None:
    window = fill(ENDLESS, DataSource() if moment == "preparing" else FEW)
    if moment == "preparing":
        click(window.run_bar.start)
    elif moment != "before":
        wait_for_pass(qtbot, window)
    if moment == "paused":
        click(window.run_bar.pause)
    if moment == "ended":
        stop(qtbot, window)
    live_window.close()
    assert not live_window.training.training._thread.isRunning()
    assert not live_window.isVisible()


def test_a_training_process_that_is_killed_is_told_and_its_run_can_be_gone_on_with(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(BRIEF, passes=12), FEW)
    service = service_of(window)
    wait_for_pass(qtbot, window)
    process = service._trainer._process
    assert process is not None
    with qtbot.waitSignal(service.found, timeout=PATIENCE_MS):
        process.kill()
    assert window.errors.open_box is not None
    assert "ended unexpectedly" in window.errors.open_box.text()
    assert not service.running
    assert window.offer.go_on.isVisible()
    with qtbot.waitSignal(service.ended, timeout=PATIENCE_MS) as ended:
        click(window.offer.go_on)
    assert len(ended.args[0].passes) == 12


def test_a_run_without_a_place_for_checkpoints_is_told_and_goes_on(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    (tmp_path / "runs").write_text("a file where the folder should be")
    assert run_to_the_end(qtbot, window).outcome is Outcome.FINISHED
    assert window.errors.open_box is not None
    assert "No checkpoint" in window.errors.open_box.text()
