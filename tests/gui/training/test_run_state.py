"""What each command and each event makes of the state of a run; no window, no process."""

from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from lenet_gui.training.run_state import Phase, RunState, after
from lenet_gui.workers.training_messages import (
    Command,
    Died,
    Ended,
    Event,
    Follow,
    Forget,
    Found,
    Pause,
    Preparing,
    Progressed,
    Refused,
    Resume,
    Saved,
    SetRateFactor,
    Start,
    Started,
    Stop,
    WeightsReady,
)
from model.network.weights_info import Origin, WeightsInfo
from model.training.log import TrainingLog
from model.training.presets import MODERN
from model.training.progress import PassResult, Progress
from model.training.setup import RunSetup
from tests.model.networks import lively_parameters

SETUP = RunSetup(MODERN)
LOG = TrainingLog(SETUP)
PATH = Path("a.checkpoint")


def finished_pass(number: int = 1, error_percent: float = 5.0) -> PassResult:
    return PassResult(number, 0.5, error_percent, 1e-3, 1.0, None)


DONE = replace(LOG, passes=(finished_pass(),))
START, STARTED = Start(SETUP), Started(LOG, 1.0)
READY = WeightsReady(lively_parameters(), WeightsInfo(origin=Origin(pass_=1)))


def progressed(error_percent: float | None = None) -> Progressed:
    result = None if error_percent is None else finished_pass(error_percent=error_percent)
    return Progressed(Progress(10, 100, 1, 0.5, 1e-3, result))


def state_after(*happened: Command | Event) -> RunState:
    return reduce(after, happened, RunState())


def test_a_run_from_its_start_to_its_end() -> None:
    state = state_after(START)
    assert state.phase is Phase.PREPARING
    assert state.on
    state = after(state, Preparing(50, 200))
    assert state.read == (50, 200)
    state = after(state, STARTED)
    assert (state.phase, state.log) == (Phase.RUNNING, LOG)
    state = after(state, progressed())
    assert state.progress == progressed().progress
    state = after(state, Ended(DONE, ""))
    assert (state.phase, state.log, state.progress) == (Phase.ENDED, DONE, None)
    assert state.undecided
    assert not state.on


def test_a_pause_ends_with_the_run() -> None:
    state = state_after(START, STARTED, Pause(True), progressed())
    assert state.paused
    assert state.on
    assert not after(state, Pause(False)).paused
    assert not after(state, Ended(DONE, "")).paused
    assert not state_after(Pause(True), START).paused  # there was nothing to pause


def test_a_stop_is_noted_until_the_run_has_ended() -> None:
    state = state_after(START, Stop(), STARTED, progressed())
    assert state.stopping
    assert not after(state, Ended(DONE, "")).stopping
    assert not state_after(Stop(), START).stopping


def test_a_run_without_a_whole_pass_leaves_nothing() -> None:
    state = state_after(START, STARTED, Stop(), Ended(LOG, ""))
    assert (state.phase, state.left_nothing, state.undecided) == (Phase.IDLE, True, False)
    assert after(state, Forget()).left_nothing  # it is still said
    assert not after(state, START).left_nothing


@pytest.mark.parametrize("end", [Refused("no digits"), Died()])
def test_a_run_that_broke_off_leaves_nothing_to_decide(end: Event) -> None:
    state = state_after(START, STARTED, Pause(True), end)
    assert (state.phase, state.paused, state.undecided) == (Phase.IDLE, False, False)


def test_a_process_that_died_has_taken_the_weights_with_it() -> None:
    assert state_after(START, STARTED, Ended(DONE, ""), Died()).phase is Phase.IDLE


def test_weights_are_undecided_until_they_are_in_a_file_or_dropped() -> None:
    state = state_after(START, STARTED, Ended(DONE, ""))
    used = after(state, READY)
    assert used.used
    assert used.undecided
    assert not used.with_use(0).used
    assert used.with_use(0).with_use(used.used) == used
    assert not state_after(START, STARTED).with_use(1).used
    saved = after(used, Saved(Path("mine.safetensors")))
    assert saved.saved_as == Path("mine.safetensors")
    assert not saved.undecided
    dropped = after(state, Forget())
    assert (dropped.phase, dropped.log, dropped.undecided) == (Phase.IDLE, None, False)


def test_events_that_come_too_late_change_nothing() -> None:
    for state in (RunState(), state_after(START, STARTED, Ended(DONE, ""))):
        for late in (Preparing(1, 2), progressed(), Pause(True), Stop()):
            assert after(state, late) is state
    for outcome in (READY, Saved(PATH)):
        assert after(RunState(), outcome) == RunState()
        running = state_after(START, STARTED)
        assert after(running, outcome) is running


def test_the_rate_set_before_a_run_counts_and_ends_with_it() -> None:
    state = state_after(SetRateFactor(0.5), START, STARTED)
    assert state.rate_factor == 0.5
    assert after(state, SetRateFactor(2.0)).rate_factor == 2.0
    for end in (Ended(DONE, ""), Ended(LOG, ""), Refused(""), Died()):
        assert after(state, end).rate_factor == 1.0


def test_a_resumed_run_has_the_rate_that_it_was_interrupted_with() -> None:
    assert state_after(SetRateFactor(0.5), Resume(PATH), Started(DONE, 3.0)).rate_factor == 3.0


def test_whether_the_network_is_followed_outlives_a_run() -> None:
    state = state_after(Follow(True), START, STARTED, Ended(DONE, ""), Forget())
    assert state.following
    assert not after(state, Follow(False)).following


def test_a_network_that_only_guesses_is_told_until_a_pass_is_better() -> None:
    state = state_after(START, STARTED, progressed(error_percent=90.0), progressed())
    assert not state.guessing  # one pass does not tell
    state = after(state, progressed(error_percent=90.0))
    assert after(state, progressed()).guessing
    assert not after(state, progressed(error_percent=20.0)).guessing
    assert not state_after(START, STARTED, progressed()).guessing


def test_an_interrupted_run_is_offered_until_a_run_begins() -> None:
    offered = state_after(Found(PATH, DONE))
    assert offered.interrupted == Found(PATH, DONE)
    # A run that could not start leaves it as it was.
    assert after(after(offered, Resume(PATH)), Refused("locked")).interrupted == offered.interrupted
    assert after(after(offered, Resume(PATH)), Started(DONE, 1.0)).interrupted is None
    assert state_after(START, Found(PATH, DONE)).interrupted is None


@pytest.mark.parametrize(
    ("happened", "lost"),
    [
        ([START], False),
        ([START, STARTED], True),
        ([START, STARTED, progressed()], True),
        ([START, STARTED, progressed(5)], False),
        ([START, STARTED, replace(progressed(5), kept=False)], True),
        ([START, STARTED, progressed(5), replace(progressed(5), kept=False), progressed()], True),
        ([START, STARTED, replace(progressed(5), kept=False), Ended(DONE, "")], True),
        ([START, STARTED, replace(progressed(5), kept=False), Ended(DONE, ""), READY], True),
        ([START, STARTED, replace(progressed(5), kept=False), Ended(DONE, ""), Saved(PATH)], False),
        ([START, STARTED, progressed(5), Ended(DONE, "")], False),
        ([Resume(PATH), Started(DONE, 1.0)], False),
        ([START, STARTED, Died()], False),
    ],
)
def test_a_run_without_a_checkpoint_would_be_lost_by_closing(happened: list[Command | Event], lost: bool) -> None:
    assert state_after(*happened).lost_by_closing is lost
