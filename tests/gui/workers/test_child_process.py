"""Child processes that start as they do in the program: anew, importing everything themselves."""

import multiprocessing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.workers import child_process
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.teaching import TeachingService
from lenet_gui.workers.training import TrainingService
from model.assets import shipped_weights
from model.training.log import Outcome
from model.training.setup import RunSetup
from tests.gui.training.conftest import BRIEF, FEW
from tests.model.hand import written

PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def _started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "Child", multiprocessing.get_context("spawn").Process)


def test_a_training_process_trains(qtbot: QtBot, tmp_path: Path) -> None:
    service = TrainingService(RunStore(tmp_path))
    with qtbot.waitSignal(service.ended, timeout=PATIENCE_MS) as ended:
        service.start(RunSetup(BRIEF, FEW), None)
    assert ended.args[0].outcome is Outcome.FINISHED
    service.shut_down()


def test_a_teaching_process_teaches(qtbot: QtBot) -> None:
    service = TeachingService()
    with qtbot.waitSignal(service.taught, timeout=PATIENCE_MS) as taught:
        service.teach(shipped_weights(), written(2))
    assert len(taught.args[1].labels) == 20
    service.shut_down()
