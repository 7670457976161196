"""What the training process does with its commands; here it is no process."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from lenet_gui.workers.child_side import Parent
from lenet_gui.workers.training_entry import serve_training
from lenet_gui.workers.training_messages import (
    Devices,
    Ended,
    Failed,
    Forget,
    GiveWeights,
    LeftOut,
    ListDevices,
    Pause,
    Progressed,
    Refused,
    Resume,
    SetRateFactor,
    Start,
    Started,
    Stop,
    Warned,
    WeightsReady,
)
from lenet_gui.workers.training_process import TrainingServer
from lenet_gui.workers.training_questions import (
    CurvatureReady,
    DescribeStep,
    EstimateCurvature,
    Foretell,
    ForetoldRun,
    StepDescribed,
    Unreadable,
)
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import mnist_training
from model.training import foretell
from model.training.cards import Card
from model.training.log import Outcome
from model.training.presets import PAPER_1998
from model.training.setup import Counts, RunSetup, StartKind
from tests.gui.training.conftest import BRIEF, MORE
from tests.model.networks import lively_parameters
from tests.model.samples import write_pair

SHORT = RunSetup(replace(BRIEF, passes=1), MORE)


class Script(Parent):
    """Commands that are given one after the other; then the parent ends.

    Args:
        commands: those that are there from the beginning.
        on_event: may add commands when an event comes.
    """

    def __init__(self, commands: Sequence[object], on_event: Callable[["Script", object], None] | None = None) -> None:
        self.commands = deque(commands)
        self.events: list[object] = []
        self._on_event = on_event

    def waiting(self) -> bool:
        return bool(self.commands)

    def receive(self) -> object:
        if not self.commands:
            raise SystemExit
        return self.commands.popleft()

    def tell(self, event: object) -> None:
        self.events.append(event)
        if self._on_event is not None:
            self._on_event(self, event)


def events_of(script: Script) -> list[object]:
    with pytest.raises(SystemExit):
        TrainingServer(script).serve()
    return script.events


def logs_of(events: list[object]) -> list[Ended]:
    return [event for event in events if isinstance(event, Ended)]


def test_a_command_that_comes_too_late_does_not_touch_the_next_run() -> None:
    script = Script([Stop(), SetRateFactor(9.0), Start(SHORT)])
    (ended,) = logs_of(events_of(script))
    assert ended.log.outcome is Outcome.FINISHED
    assert not ended.log.facts.rate_factors


def test_a_stop_before_the_first_update_leaves_no_pass() -> None:
    events = events_of(Script([Start(SHORT), Stop()]))
    assert [type(event) for event in events] == [Started, Ended]
    (ended,) = logs_of(events)
    assert (ended.log.outcome, ended.log.passes) == (Outcome.STOPPED, ())


def test_other_commands_wait_until_the_run_is_over() -> None:
    def ask(script: Script, event: object) -> None:
        if isinstance(event, Started):
            script.commands.append(ListDevices())

    kinds = [type(event) for event in events_of(Script([Start(SHORT)], ask))]
    assert kinds.count(Devices) == 1
    assert kinds.index(Devices) > kinds.index(Ended)
    assert Progressed in kinds


def test_a_run_that_cannot_start_is_refused_and_the_next_command_answered() -> None:
    script = Script([Start(replace(SHORT, start=StartKind.FILE, start_path="nowhere")), ListDevices()])
    refused, devices = events_of(script)
    assert isinstance(refused, Refused)
    assert "nowhere" in refused.problem
    assert isinstance(devices, Devices)


def test_without_a_run_there_is_nothing_to_give() -> None:
    assert events_of(Script([GiveWeights(best=True), Forget()])) == []


def test_what_cannot_be_done_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError(5, "Input/output error", "device")

    monkeypatch.setattr("lenet_gui.workers.training_process.devices", broken)
    assert events_of(Script([ListDevices()])) == [Failed("device: Input/output error")]


ONE = replace(SHORT, threads=1)


def card(key: str, setup: RunSetup = ONE) -> Card:
    return Card(key, "", "", setup)


@pytest.fixture
def quick_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foretell, "MEASURED_ON", 1500)
    monkeypatch.setattr(foretell, "_LEAST_S", 0.0)


@pytest.mark.usefixtures("quick_measuring")
def test_what_a_run_shows_is_told_at_once_and_how_long_it_takes_when_it_is_measured() -> None:
    gone = replace(ONE, data=DataSource(DataKind.PICTURES, ("nowhere",)))
    events = events_of(Script([Foretell((card("a"), card("gone", gone), card("b")))]))
    assert [type(event) for event in events] == [ForetoldRun, ForetoldRun, Unreadable, ForetoldRun, ForetoldRun]
    assert events[2] == Unreadable("gone", "nowhere: This is not a folder.")
    counts, first, again, second = (event for event in events if isinstance(event, ForetoldRun))
    assert (counts.key, counts.seconds, counts.counts.trained_on) == ("a", None, 700)
    assert (first.key, again.key, second.key) == ("a", "b", "b")
    assert first.seconds is not None
    assert second.seconds == first.seconds  # not measured twice


@pytest.mark.usefixtures("quick_measuring")
def test_measuring_gives_way_to_what_is_asked_and_comes_back_to_it() -> None:
    def ask(script: Script, event: object) -> None:
        if event == ForetoldRun("a", Counts(700, 200)) and not asked:
            asked.append(ListDevices())
            script.commands.extend(asked)

    asked: list[object] = []
    events = events_of(Script([Foretell((card("a"),))], ask))
    assert [type(event) for event in events] == [ForetoldRun, Devices, ForetoldRun, ForetoldRun]
    assert isinstance(events[-1], ForetoldRun)
    assert events[-1].seconds is not None


@pytest.mark.usefixtures("quick_measuring")
def test_a_newer_wish_takes_the_place_of_an_older_one() -> None:
    events = events_of(Script([Foretell((card("old"),)), Foretell((card("new"),))]))
    assert {event.key for event in events if isinstance(event, ForetoldRun)} == {"new"}


def test_the_next_step_of_a_run_is_told_after_it_and_while_it_is_paused() -> None:
    def ask(script: Script, event: object) -> None:
        if isinstance(event, Ended):
            script.commands.append(DescribeStep())
        elif isinstance(event, Progressed) and not paused:
            paused.append(event)
            script.commands.extend([Pause(True), DescribeStep(), Pause(False)])

    paused: list[object] = []
    events = events_of(Script([Start(ONE)], ask))
    described = [event.step for event in events if isinstance(event, StepDescribed)]
    during, after = described
    kinds = [type(event) for event in events]
    assert kinds.index(StepDescribed) < kinds.index(Ended)
    assert kinds[-1] is StepDescribed
    assert during.rule.optimizer is after.rule.optimizer is ONE.config.optimizer
    assert not np.array_equal(during.network.matrices.flat, after.network.matrices.flat)
    assert during.digits.images.shape == (30, 32, 32)


def test_without_a_run_there_is_no_next_step() -> None:
    assert events_of(Script([DescribeStep()])) == []


def test_the_curvature_is_estimated_for_any_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lenet_gui.workers.training_process.mnist_training", lambda: mnist_training().subset(slice(80)))
    network, criterion = lively_parameters(), PAPER_1998.criterion
    (ready,) = events_of(Script([EstimateCurvature(network, criterion)]))
    assert isinstance(ready, CurvatureReady)
    assert ready.network is network
    assert ready.curvature.shape == network.matrices.flat.shape
    assert ready.curvature.min() >= 0
    assert ready.curvature.max() > 0


def test_what_is_no_run_is_computed_by_one_thread() -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        with pytest.raises(SystemExit):
            serve_training(Script([]))
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


def test_an_interrupted_run_whose_digits_are_gone_is_ended_for_its_weights(tmp_path: Path) -> None:
    paths = write_pair(tmp_path, mnist_training().subset(np.arange(200)))
    config, data = replace(BRIEF, passes=2, held_out=20), DataSource(DataKind.IDX_PAIR, tuple(map(str, paths)))
    checkpoint = tmp_path / "run.checkpoint"

    def stop(script: Script, event: object) -> None:
        if isinstance(event, Progressed) and event.progress.finished_pass:
            script.commands.append(Stop())

    events_of(Script([Start(RunSetup(config, data, threads=1), checkpoint=checkpoint)], stop))
    paths[0].unlink()
    (refused,) = events_of(Script([Resume(checkpoint)]))
    assert isinstance(refused, Refused)
    started, warned, ended, ready = events_of(Script([Resume(checkpoint, ends=True), GiveWeights(best=False)]))
    assert isinstance(started, Started)
    assert isinstance(warned, Warned)
    assert "cannot be read" in warned.problem
    assert isinstance(ended, Ended)
    assert (ended.log.outcome, ended.problem) == (Outcome.STOPPED, "")
    assert isinstance(ready, WeightsReady)


def test_pictures_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for label in range(10):
        (tmp_path / str(label)).mkdir()
        for number in range(3):
            Image.fromarray(mnist_training().images[number]).save(tmp_path / str(label) / f"{number}.png")
    (tmp_path / "3" / "1.png").write_text("?")
    data = DataSource(DataKind.PICTURES, (str(tmp_path),), count=20)
    events = events_of(Script([Start(replace(ONE, config=replace(ONE.config, held_out=4), data=data))]))
    (left_out,) = [event for event in events if isinstance(event, LeftOut)]
    assert left_out.total == 30
    assert "1.png" in left_out.problems[0]
    assert isinstance(events[-1], Ended)
