"""The card that was chosen, and how far the run that is asked for differs from it."""

from dataclasses import replace
from typing import NamedTuple

from model.training.cards import Card
from model.training.setup import RunSetup

_BEGINNING = ("start", "start_path", "data")
"""Settings of a run that are not its recipe's, but decide what comes of it."""
_COMPUTING = ("device", "threads", "engine", "test_error")
"""Those that do not; they stay when another recipe is chosen."""


class Asked(NamedTuple):
    """The run that is asked for now, which began as a recipe with a ``key``; empty for one that has none.

    So many settings are ``changed``; while it is ``as_expected``, they are none that changes what comes of it.
    """

    key: str
    setup: RunSetup
    changed: int
    as_expected: bool


def asked_for(card: Card, setup: RunSetup, of_recipe: int) -> Asked:
    """Compare what is asked for now, of which so many settings of the recipe itself were changed, with a card."""
    # Files of pen strokes are where they are on this machine: whichever were chosen, the recipe is the same.
    one, other = (replace(each, data=replace(each.data, strokes=())) for each in (setup, card.setup))
    beginning, computing = (
        sum(getattr(one, name) != getattr(other, name) for name in names) for names in (_BEGINNING, _COMPUTING)
    )
    # Whose they are, and how many, is not chosen.
    shares = [None if part is None else (part.share,) for part in (setup.own, card.setup.own)]
    of_result = of_recipe + beginning + (shares[0] != shares[1])
    return Asked(card.key, setup, of_result + computing, as_expected=not of_result)


def as_here(card: Card, here: RunSetup) -> Card:
    """A card's run with the files of pen strokes of this one, computed where this one is; a saved one as it is."""
    if card.is_own:
        return card
    data = replace(card.setup.data, strokes=here.data.strokes)
    return replace(card, setup=replace(card.setup, data=data, **{name: getattr(here, name) for name in _COMPUTING}))
