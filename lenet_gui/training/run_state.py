"""How a training run stands, and what each command and each event makes of that. No Qt, no process: plain data."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from lenet_gui.workers import training_messages as messages
from model.training.log import TrainingLog
from model.training.progress import PassResult, Progress, is_guessing


class Phase(Enum):
    """Where a run is between its start and the decision about its weights."""

    IDLE = auto()
    PREPARING = auto()
    """Digits are being read."""
    RUNNING = auto()
    ENDED = auto()
    """Its weights can be used, saved or discarded."""


@dataclass(frozen=True)
class RunState:
    """The one record of a run that the training window and the activity strip show.

    ``paused`` and ``stopping`` hold while the run is on. ``read`` counts the pictures that have been read, and of how
    many. ``log`` is the run's since it started, ``progress`` the newest, ``passes`` the last two. When the run has
    ended, ``used`` is the pass whose weights are in use, or 0, and ``saved_as`` where some were saved; ``left_nothing``
    says that it was stopped before there were any. ``following`` and ``rate_factor`` are set by the person at any time;
    the factor is 1 again when a run is over. ``interrupted`` is the run that is offered to be resumed. ``unkept`` says
    that the last pass is in no checkpoint, or that there is none yet.
    """

    phase: Phase = Phase.IDLE
    paused: bool = False
    stopping: bool = False
    read: tuple[int, int] = (0, 0)
    log: TrainingLog | None = None
    progress: Progress | None = None
    passes: tuple[PassResult, ...] = ()
    used: int = 0
    saved_as: Path | None = None
    left_nothing: bool = False
    following: bool = False
    rate_factor: float = 1.0
    interrupted: messages.Found | None = None
    unkept: bool = False

    @property
    def on(self) -> bool:
        return self.phase in (Phase.PREPARING, Phase.RUNNING)

    @property
    def guessing(self) -> bool:
        """Whether the last two passes were no better than guessing."""
        return is_guessing(self.passes)

    @property
    def undecided(self) -> bool:
        """Whether there are weights that would be lost."""
        return self.phase is Phase.ENDED and self.saved_as is None

    @property
    def lost_by_closing(self) -> bool:
        """Whether the end of the program would be the end of the run."""
        return self.unkept and (self.phase is Phase.RUNNING or self.undecided)

    def with_use(self, used: int) -> "RunState":
        """The state once the weights of this pass are in use; 0 for weights that are not the run's."""
        return replace(self, used=used) if self.phase is Phase.ENDED and used != self.used else self

    def next_run(self, phase: Phase, rate_factor: float = 1.0) -> "RunState":
        """The state without the last run: only what holds for all runs."""
        return RunState(phase, following=self.following, rate_factor=rate_factor, interrupted=self.interrupted)


def after(state: RunState, happened: messages.Command | messages.Event) -> RunState:
    match happened:
        case messages.Start() | messages.Resume():
            return state.next_run(Phase.PREPARING, state.rate_factor)
        case messages.Pause(paused) if state.on:
            return replace(state, paused=paused)
        case messages.Stop() if state.on:
            return replace(state, stopping=True)
        case messages.SetRateFactor(factor):
            return replace(state, rate_factor=factor)
        case messages.Follow(follow):
            return replace(state, following=follow)
        case messages.Forget():
            return replace(state.next_run(Phase.IDLE, state.rate_factor), left_nothing=state.left_nothing)
        case messages.Drop():
            return replace(state, interrupted=None)
        case _ if state.on:
            return _after_event_of_run(state, happened)
        case _:
            return _after_event_without_run(state, happened)


def _after_event_of_run(state: RunState, happened: object) -> RunState:
    match happened:
        case messages.Preparing(done, total):
            return replace(state, read=(done, total))
        case messages.Started(log, rate_factor):
            # A resumed run has the factor that it was interrupted with, a new one what was set before it.
            factor = rate_factor if log.passes else state.rate_factor
            return replace(
                state, phase=Phase.RUNNING, log=log, rate_factor=factor, interrupted=None, unkept=not log.passes
            )
        case messages.Progressed(progress, kept):
            result = progress.finished_pass
            if result is None:
                return replace(state, progress=progress)
            passes = (*state.passes, result)[-2:]
            return replace(state, progress=progress, passes=passes, unkept=not kept)
        case messages.Ended(log) if log.passes:
            return replace(state.next_run(Phase.ENDED), log=log, unkept=state.unkept)
        case messages.Ended():
            return replace(state.next_run(Phase.IDLE), left_nothing=True)
        case messages.Refused() | messages.Died():
            return state.next_run(Phase.IDLE)
        case _:
            return state


def _after_event_without_run(state: RunState, happened: object) -> RunState:
    match happened:
        case messages.WeightsReady(_, info):
            return state.with_use(info.origin.pass_)
        case messages.Saved(path) if state.phase is Phase.ENDED:
            return replace(state, saved_as=path)
        case messages.Found():
            return replace(state, interrupted=happened)
        case messages.Died():
            return state.next_run(Phase.IDLE)
        case _:
            return state
