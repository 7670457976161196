"""Work beside the GUI thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from lenet_gui.base.jobs import Cancelled, Job, Work, Worker


@pytest.fixture
def worker(qapp: QObject) -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.shut_down()


def outcomes_of(worker: Worker) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []
    worker.progressed.connect(lambda value: heard.append(("progressed", value)))
    worker.finished.connect(lambda value: heard.append(("finished", value)))
    worker.failed.connect(lambda text: heard.append(("failed", text)))
    worker.cancelled.connect(lambda: heard.append(("cancelled", None)))
    return heard


def until_cancelled(begun: threading.Event) -> Work:
    def work(job: Job) -> None:
        begun.set()
        while True:
            job.check()

    return work


def test_work_runs_elsewhere_and_its_outcome_is_heard_here(worker: Worker, qtbot: QtBot) -> None:
    heard = outcomes_of(worker)
    threads: list[int] = []

    def work(job: Job) -> int:
        threads.append(threading.get_ident())
        job.report(0.5)
        return 7

    with qtbot.waitSignal(worker.finished):
        worker.start(work)
        assert worker.running
    assert heard == [("progressed", 0.5), ("finished", 7)]
    assert threads != [threading.get_ident()]
    assert not worker.running
    assert worker.thread() is QThread.currentThread()


def test_an_exception_is_told_in_words(worker: Worker, qtbot: QtBot) -> None:
    def work(job: Job) -> None:
        raise ValueError("count must be 1 to 5, not 9")

    with qtbot.waitSignal(worker.failed) as told:
        worker.start(work)
    assert told.args is not None
    assert "count must be 1 to 5, not 9" in told.args[0]


def test_cancelled_work_ends_and_says_so_once(worker: Worker, qtbot: QtBot) -> None:
    heard, begun = outcomes_of(worker), threading.Event()
    worker.start(until_cancelled(begun))
    assert begun.wait(5)
    with qtbot.waitSignal(worker.cancelled):
        worker.cancel()
    assert heard == [("cancelled", None)]
    assert not worker.running


def test_newer_work_replaces_what_is_on(worker: Worker, qtbot: QtBot) -> None:
    heard, begun = outcomes_of(worker), threading.Event()
    worker.start(until_cancelled(begun))
    assert begun.wait(5)
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda job: "newer")
    assert heard == [("finished", "newer")]


def test_nothing_is_heard_of_forgotten_work(worker: Worker, qtbot: QtBot) -> None:
    heard = outcomes_of(worker)
    ended = threading.Event()

    def work(job: Job) -> None:
        ended.set()

    worker.start(work)
    assert ended.wait(5)
    worker.forget()
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda job: "next")
    assert heard == [("finished", "next")]


def test_shutting_down_may_leave_time_to_finish(worker: Worker) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work(job: Job) -> None:
        begun.set()
        may_end.wait(5)
        job.check()
        ended.set()

    worker.start(work)
    assert begun.wait(5)
    threading.Timer(0.05, may_end.set).start()
    worker.shut_down(finish_within_s=5)
    assert ended.is_set()


def test_after_shutting_down_nothing_starts(worker: Worker) -> None:
    worker.shut_down()
    worker.shut_down()
    worker.start(lambda job: pytest.fail("started"))
    assert not worker.running


def test_where_no_thread_can_be_started_the_worker_still_shuts_down(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fails)
    with pytest.raises(RuntimeError, match="can't start"):
        worker.start(lambda _job: None)
    worker.shut_down(1.0)


def test_report_raises_once_the_work_is_cancelled() -> None:
    told: list[object] = []
    job = Job(lambda _job, progress: told.append(progress))
    job.report(1)
    job.cancel()
    with pytest.raises(Cancelled):
        job.report(2)
    assert told == [1]
