"""What the teaching process does with its command; here it is no process."""

from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pytest

from lenet_gui.workers.child_side import Parent
from lenet_gui.workers.teaching_process import REPORT_S, TaughtWeights, Teach, TeachingProgressed, serve_teaching
from model.assets import shipped_weights
from model.teaching import report
from tests.model.hand import written
from tests.model.teaching.made_up_person import QUICK, few_to_measure_on


class Once(Parent):
    """Asks for one teaching, then ends; notes what it is told."""

    def __init__(self) -> None:
        self._asked = [Teach(shipped_weights(), tuple(written(2)))]
        self.told: list[object] = []

    def receive(self) -> object:
        if not self._asked:
            raise SystemExit
        return self._asked.pop()

    def tell(self, event: object) -> None:
        self.told.append(event)


def progress_told(monkeypatch: pytest.MonkeyPatch, step_s: float) -> list[object]:
    """What is told of a teaching each of whose steps takes so long."""
    ticks = count(1)
    clock = SimpleNamespace(perf_counter=lambda: 1 + next(ticks) * step_s)
    monkeypatch.setattr("lenet_gui.workers.teaching_process.time", clock)
    monkeypatch.setattr(report, "TeachingConfig", lambda: replace(QUICK, steps=10))
    parent = Once()
    with few_to_measure_on(), pytest.raises(SystemExit):
        serve_teaching(parent)
    *progress, outcome = parent.told
    assert isinstance(outcome, TaughtWeights)
    assert all(isinstance(event, TeachingProgressed) for event in progress)
    return progress


def test_progress_is_told_at_once_and_then_no_more_often_than_it_can_be_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every_step = progress_told(monkeypatch, REPORT_S * 2)
    assert len(every_step) > 20
    assert progress_told(monkeypatch, REPORT_S / 4.5) == every_step[::5]
