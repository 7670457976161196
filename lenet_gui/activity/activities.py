"""What teaching is doing or waits for, worked out from what others know. Nothing is kept here."""

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from lenet_gui.base.translate import tr

if TYPE_CHECKING:
    from model.network.taught import TeachingRound


class Action(Enum):
    """What a click does."""

    SHOW_TRAINING = auto()
    RESUME = auto()
    SHOW_DIGITS = auto()
    TAKE = auto()
    TEACH = auto()
    TOUR = auto()


class Activity(NamedTuple):
    """One activity: its words, what a click does, the button's text, and how much is done, 0 to 1, if in progress."""

    words: str
    action: Action
    button: str
    share: float | None = None


def of_tour(is_offered: bool) -> Activity | None:
    return Activity(tr("New here?"), Action.TOUR, tr("Take the tour")) if is_offered else None


def of_teaching(share: float | None, waiting: "TeachingRound | None", new: int) -> Activity | None:
    """Teaching: in progress, waiting for a decision, or to be done.

    Args:
        share: how much of it is done; None if none is in progress.
        waiting: what was taught and waits for a decision.
        new: how many digits have not been taught yet.
    """
    if share is not None:
        words = tr("Teaching: {percent} %").format(percent=round(100 * share))
        return Activity(words, Action.SHOW_DIGITS, tr("Show"), share)
    if waiting is not None:
        words = tr("Taught: {before} → {right} of {count} digits read correctly")
        if waiting.right_after == waiting.right_before:
            words = tr("Taught: {right} of {count} digits read correctly, as before")
        if not waiting.judged:
            words = tr("The network was taught your digits")
        figures = {"right": waiting.right_after, "count": waiting.judged, "before": waiting.right_before}
        words = words.format(**{name: f"{figure:,}" for name, figure in figures.items()})
        # Not with the first window.
        from lenet_gui.teaching.words import warning_of

        if not waiting.share or not waiting.helps or warning_of(waiting):
            return Activity(words, Action.SHOW_DIGITS, tr("Review"))
        return Activity(words, Action.TAKE, tr("Use it"))
    if new:
        words = tr("1 digit not taught yet") if new == 1 else tr("{count} digits not taught yet")
        return Activity(words.format(count=f"{new:,}"), Action.TEACH, tr("Teach"))
    return None
