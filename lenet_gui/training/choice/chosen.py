"""The card that was chosen, and how far the run that is asked for differs from it."""

from dataclasses import replace
from operator import ne
from typing import NamedTuple

from model.training.cards import Card
from model.training.setup import RunSetup

_COMPUTING = ("device", "threads", "engine", "test_error")
"""Settings of a run that do not decide what comes of it; they stay when another recipe is chosen."""


class Asked(NamedTuple):
    """The run that is asked for now, which began as a recipe with a ``key``; empty for one that has none.

    It has the name of one's own recipe for as long as it is that.

    So many settings are ``changed``; while it is ``as_expected``, they are none that changes what comes of it.
    """

    key: str
    setup: RunSetup
    changed: int
    as_expected: bool


def _beginning(setup: RunSetup) -> tuple[object, ...]:
    """Settings that are not the recipe's, but decide what comes of a run, as the form has them.

    Files of pen strokes are where they are on this machine: whichever were chosen, the recipe is the same. Whose own
    digits they are, and how many, is not chosen.
    """
    data, own = setup.data, setup.own
    digits = data.kind, data.paths, None if own is None else (own.share,)
    return setup.start, setup.start_path, digits, data.count


def asked_for(card: Card, setup: RunSetup, of_recipe: int) -> Asked:
    """Compare what is asked for now, of which so many settings of the recipe itself were changed, with a card."""
    of_result = of_recipe + sum(map(ne, _beginning(setup), _beginning(card.setup)))
    computing = sum(getattr(setup, name) != getattr(card.setup, name) for name in _COMPUTING)
    named = replace(setup, recipe=card.title if card.is_own and not of_result else "")
    return Asked(card.key, named, of_result + computing, as_expected=not of_result)


def as_here(card: Card, here: RunSetup) -> Card:
    """A card's run with the files of pen strokes of this one, computed where this one is; a saved one as it is."""
    if card.is_own:
        return card
    data = replace(card.setup.data, strokes=here.data.strokes)
    return replace(card, setup=replace(card.setup, data=data, **{name: getattr(here, name) for name in _COMPUTING}))
