"""Where a training run stands, worked out from its state. Loaded with training, not with the window."""

from lenet_gui.activity.activities import Action, Activity
from lenet_gui.base.translate import tr
from lenet_gui.training.run_state import Phase, RunState


def of_run(state: RunState) -> Activity | None:
    """A training run: in progress, over, or left behind."""
    if state.phase is Phase.PREPARING:
        return Activity(tr("Training: reading the digits"), Action.SHOW_TRAINING, tr("Show"))
    if state.phase is Phase.RUNNING and state.log is not None and state.progress is not None:
        template = tr("Training paused in pass {number} of {passes}") if state.paused else ""
        template = template or tr("Training: pass {number} of {passes}")
        words = template.format(number=state.progress.number, passes=state.log.setup.config.passes)
        share = state.progress.updates / max(state.progress.total_updates, 1)
        return Activity(words, Action.SHOW_TRAINING, tr("Show"), share)
    if state.phase is Phase.ENDED and state.undecided and not state.used:
        return Activity(tr("A training run has ended"), Action.SHOW_TRAINING, tr("Review"))
    if state.phase is Phase.IDLE and state.interrupted is not None:
        log = state.interrupted.log
        number, passes = len(log.passes), log.setup.config.passes
        if number >= passes:
            return Activity(tr("A finished run is not saved yet"), Action.RESUME, tr("Review"))
        words = tr("A run was interrupted after pass {number} of {passes}").format(number=number, passes=passes)
        return Activity(words, Action.RESUME, tr("Resume"))
    return None
