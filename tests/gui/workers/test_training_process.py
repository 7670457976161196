"""What the training process does with its commands; here it is no process."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from lenet_gui.workers.child_side import Parent
from lenet_gui.workers.training_messages import (
    Devices,
    Ended,
    Failed,
    Forget,
    GiveWeights,
    ListDevices,
    Progressed,
    Refused,
    SetRateFactor,
    Start,
    Started,
    Stop,
)
from lenet_gui.workers.training_process import TrainingServer
from model.training.log import Outcome
from model.training.setup import RunSetup, StartKind
from tests.gui.training.conftest import BRIEF, FEW

SHORT = RunSetup(replace(BRIEF, passes=1), FEW)


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
