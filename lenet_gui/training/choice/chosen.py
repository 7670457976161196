"""The recipe that was chosen, and how far the run that is asked for differs from it."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from lenet_gui.training.choice.deck import Offered
from model.training.log import OwnPart
from model.training.setup import RunSetup

_BEGINNING = ("start", "start_path", "data")
"""Settings of a run that are not its recipe's, but decide what comes of it."""
_COMPUTING = ("device", "threads", "engine", "test_error")
"""Those that do not; they stay when another recipe is chosen."""


class Changes(NamedTuple):
    """How many settings differ: those that decide what comes of a run, and others."""

    of_result: int
    others: int


@dataclass(frozen=True)
class Chosen:
    """A recipe by its key, with all of its run; an empty key for the settings of an earlier run."""

    key: str
    setup: RunSetup
    own: OwnPart | None = None

    def changes(self, setup: RunSetup, own: OwnPart | None, of_recipe: int) -> Changes:
        """Compare with what is asked for now, of which so many settings of the recipe itself were changed."""
        # Files of pen strokes are where they are on this machine: whichever were chosen, the recipe is the same.
        one, other = (replace(each, data=replace(each.data, strokes=())) for each in (setup, self.setup))
        beginning, computing = (
            sum(getattr(one, name) != getattr(other, name) for name in names) for names in (_BEGINNING, _COMPUTING)
        )
        # Whose they are, and how many, is not chosen.
        shares = [None if part is None else (part.share,) for part in (own, self.own)]
        return Changes(of_recipe + beginning + (shares[0] != shares[1]), computing)


def as_here(offered: Offered, here: RunSetup) -> RunSetup:
    """A recipe's run with the files of pen strokes of this one, computed where this one is; a saved one as it is."""
    if offered.is_own:
        return offered.setup
    data = replace(offered.setup.data, strokes=here.data.strokes)
    return replace(offered.setup, data=data, **{name: getattr(here, name) for name in _COMPUTING})
