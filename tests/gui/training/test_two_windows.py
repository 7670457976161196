"""Two windows, and the runs of both."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.training.controller import TrainingController
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training_messages import Drop, Failed, Found
from model.digits.data_source import DataSource
from model.training.checkpoint_log import read_log
from model.training.run import Run
from model.training.setup import RunSetup
from tests.gui.training.conftest import BRIEF
from tests.gui.training.driving import event


def interrupted_run(folder: Path) -> Path:
    folder.mkdir()
    checkpoint = folder / "a.checkpoint"
    run = Run(RunSetup(BRIEF, DataSource(count=600)), checkpoint)
    for progress in run.go():
        if progress.finished_pass:
            break
    return checkpoint


def found_in(qtbot: QtBot, window: MainWindow) -> TrainingController:
    with event(qtbot, window.training.training, Found):
        window.training.training.find_interrupted()
    return window.training


def test_a_run_that_another_window_has_resumed_is_not_discarded(
    qtbot: QtBot, live_window: MainWindow, tmp_path: Path
) -> None:
    checkpoint, other = interrupted_run(tmp_path / "runs"), RunStore(tmp_path / "runs")
    training = found_in(qtbot, live_window)
    assert other.hold(checkpoint)
    with event(qtbot, training.training, Failed) as told:
        training.send(Drop(checkpoint))
    assert "another window" in told.args[0].problem
    assert read_log(checkpoint).passes
    assert not list(tmp_path.glob("history/*"))
    other.release()
    found_in(qtbot, live_window).send(Drop(checkpoint))
    assert not checkpoint.exists()
