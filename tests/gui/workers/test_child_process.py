"""Child processes: started, sent to, heard of, ended."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.workers import child_process
from lenet_gui.workers.child_process import MOST_FAILED_STARTS, ChildProcess
from lenet_gui.workers.child_side import Serve
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.teaching import TeachingService
from lenet_gui.workers.teaching_process import Event, TaughtWeights
from lenet_gui.workers.training import TrainingService
from lenet_gui.workers.training_messages import Ended, Start
from model.assets import shipped_weights
from model.training.log import Outcome
from model.training.setup import RunSetup
from tests.gui.training.conftest import BRIEF, FEW
from tests.gui.training.driving import PATIENCE_MS, event
from tests.gui.workers.children import be_deaf, die_at_once, echo, tell_blocked_signals, write_slowly
from tests.model.hand import written
from tests.test_wall import ROOT

MUCH = b"0" * 2**24
"""More than any pipe holds."""


@pytest.fixture
def _started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the program: the child imports everything itself."""
    monkeypatch.setattr(child_process, "Child", multiprocessing.get_context("spawn").Process)


@pytest.mark.usefixtures("_started_anew")
def test_a_training_process_trains(qtbot: QtBot, tmp_path: Path) -> None:
    service = TrainingService(RunStore(tmp_path))
    with event(qtbot, service, Ended) as ended:
        service.send(Start(RunSetup(BRIEF, FEW)))
    assert ended.args[0].log.outcome is Outcome.FINISHED
    service.shut_down()


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder that is in use cannot be removed")
@pytest.mark.usefixtures("_started_anew")
def test_a_child_starts_where_the_current_folder_is_gone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    child = ChildProcess(echo, "echo")
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS) as heard:
        child.send("hello")
    assert heard.args == ["hello"]
    child.shut_down()


@pytest.mark.slow
@pytest.mark.usefixtures("_started_anew")
def test_a_teaching_process_teaches(qtbot: QtBot) -> None:
    service = TeachingService()
    events: list[Event] = []
    service.happened.connect(events.append)
    service.teach(shipped_weights(), written(2))
    qtbot.waitUntil(lambda: not service.running, timeout=PATIENCE_MS)
    taught = events[-1]
    assert isinstance(taught, TaughtWeights)
    assert len(taught.info.origin.taught[-1].each) == 20
    service.shut_down()


class Running:
    """Makes child processes, and ends them after the test."""

    def __init__(self) -> None:
        self.made: list[ChildProcess] = []

    def __call__(self, serve: Serve) -> ChildProcess:
        self.made.append(ChildProcess(serve, "test"))
        return self.made[-1]


@pytest.fixture
def child_of(qtbot: QtBot) -> Iterator[Running]:
    running = Running()
    yield running
    for child in running.made:
        child.shut_down()


def test_commands_and_events_keep_their_order(qtbot: QtBot, child_of: Running) -> None:
    child = child_of(echo)
    heard: list[object] = []
    child.received.connect(heard.append)
    assert not child.started
    for number in range(20):
        assert child.send(number)
    qtbot.waitUntil(lambda: heard == list(range(20)), timeout=PATIENCE_MS)


def test_a_full_pipe_does_not_hold_the_sender_up(qtbot: QtBot, child_of: Running) -> None:
    child = child_of(be_deaf)
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS):
        child.start()
    started = time.perf_counter()
    for _ in range(4):
        child.send(MUCH)
    assert child.started
    child.interrupt()
    # None of this waits: the pipe would have been full for minutes.
    assert time.perf_counter() - started < child_process.PATIENCE_S


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot refuse to end")
def test_a_process_that_does_not_end_when_asked_to_is_killed(
    qtbot: QtBot, child_of: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "PATIENCE_S", 0.3)
    child = child_of(be_deaf)
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS):
        child.start()
    pid = child.pid
    assert pid is not None
    child.shut_down()
    qtbot.waitUntil(lambda: not is_running(pid))
    child.shut_down()
    assert not child.send("more")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or " Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_nothing_is_heard_of_a_process_that_was_interrupted_and_the_next_is_another(
    qtbot: QtBot, child_of: Running
) -> None:
    child = child_of(echo)
    heard: list[object] = []
    child.received.connect(heard.append)
    with qtbot.assertNotEmitted(child.ended):
        child.send("early")
        child.interrupt()
        child.send("late")
        qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE_MS)
    assert heard == ["late"]


def test_a_process_that_dies_at_its_start_is_not_started_for_ever(qtbot: QtBot, child_of: Running) -> None:
    child = child_of(die_at_once)
    for _ in range(MOST_FAILED_STARTS):
        with qtbot.waitSignal(child.ended, timeout=PATIENCE_MS):
            assert child.send("anything")
    assert not child.send("anything")
    assert not child.started


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal can be blocked")
@pytest.mark.usefixtures("_started_anew")
def test_ctrl_c_does_not_reach_a_process_that_is_being_started(qtbot: QtBot, child_of: Running) -> None:
    child = child_of(tell_blocked_signals)
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS) as blocked:
        child.start()
    assert signal.SIGINT in blocked.args[0]


def test_a_process_that_ends_by_itself_is_told_and_another_started(qtbot: QtBot, child_of: Running) -> None:
    child = child_of(echo)
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS):
        child.send(1)
    assert child.pid is not None
    with qtbot.waitSignal(child.ended, timeout=PATIENCE_MS):
        os.kill(child.pid, signal.SIGTERM)
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS) as answer:
        child.send(2)
    assert answer.args == [2]


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal can be handled")
def test_what_is_half_written_is_removed_when_the_process_is_ended(
    qtbot: QtBot, child_of: Running, tmp_path: Path
) -> None:
    child, path = child_of(write_slowly), tmp_path / "half"
    with qtbot.waitSignal(child.received, timeout=PATIENCE_MS):
        child.send(path)
    assert path.exists()
    child.shut_down()
    assert not path.exists()


PROGRAM = """
import os, sys
from PySide6.QtCore import QCoreApplication
from lenet_gui.workers.child_process import ChildProcess
from tests.gui.workers.children import tell_pid_and_wait

if __name__ == "__main__":
    application = QCoreApplication([])
    child = ChildProcess(tell_pid_and_wait, "test")

    def end(pid):
        print(pid, flush=True)
        os._exit(0)  # as if killed: nothing is ended in order

    child.received.connect(end)
    child.start()
    application.exec()
"""


def test_a_child_imports_nothing_from_the_current_folder_and_ends_with_its_parent(qtbot: QtBot, tmp_path: Path) -> None:
    """As where the program's command is called in a folder of the person's files."""
    program, folder = tmp_path / "bin" / "program.py", tmp_path / "files"
    program.parent.mkdir()
    folder.mkdir()
    program.write_text(PROGRAM)
    (folder / "selectors.py").write_text("import pathlib; pathlib.Path('it_ran').touch(); from nothing import x")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_MS / 1000,
    )
    assert not (folder / "it_ran").exists()
    pid = int(done.stdout)
    qtbot.waitUntil(lambda: not is_running(pid))
