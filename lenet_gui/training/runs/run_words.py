"""A run in words: its recipe, when it was, how it came out."""

from dataclasses import replace
from functools import lru_cache

from lenet_gui.base.translate import local_time, tr
from lenet_gui.training.runs.history import PastRun
from model.settings import QT_TR_NOOP
from model.training.cards import CARDS
from model.training.log import Outcome, TrainingLog
from model.training.presets import PAPER_EQ8
from model.training.recipes import TrainingConfig
from model.training.setup import RunSetup

_OWN, _PAPER_EQ8 = QT_TR_NOOP("Own recipe"), QT_TR_NOOP("Paper 1998, eq. 8")


def _alike(config: TrainingConfig) -> TrainingConfig:
    """The recipe without the settings that do not make it another one."""
    return replace(config, passes=1, seed=0, split_seed=0, held_out=0)


@lru_cache(maxsize=64)
def _known_as(config: TrainingConfig) -> tuple[str, bool] | None:
    """What the recipe is called, untranslated, and whether it has as many passes; None for one's own."""
    known = [(card.title, card.setup.config) for card in CARDS] + [(_PAPER_EQ8, PAPER_EQ8)]
    return next(((name, one.passes == config.passes) for name, one in known if _alike(one) == _alike(config)), None)


def title_of(setup: RunSetup) -> str:
    """ "MNIST only, 40 passes", "Short run, my digits", "Short run, scans" of a folder: what the run was."""
    known, whole = _known_as(setup.config) or (_OWN, False)
    name = setup.recipe or tr(known)
    if not (whole or setup.recipe):
        name = tr("{name}, {count} passes").format(name=name, count=f"{setup.config.passes:,}")
    own, paths = setup.own, setup.data.paths
    if own is not None:
        digits = tr("my digits") if own.is_mine else tr("{person}'s digits").format(person=own.person)
    elif paths:
        digits = paths[0].replace("\\", "/").rstrip("/").rpartition("/")[2]
    else:
        return name
    return tr("{name}, {digits}").format(name=name, digits=digits)


def name_of(log: TrainingLog) -> str:
    """ "Short run, 2026-11-29 14:14": what tells a run from others of the same recipe too."""
    return ", ".join(filter(None, (title_of(log.setup), local_time(log.facts.started))))


def outcome_of(run: PastRun) -> str:
    """ "0.35 % misread, 0.88 % test", and after which pass it ended if that was not the last.

    Misread are digits held out, if there are any.
    """
    if not run.errors:
        return tr("ended before the first pass was over")
    which = tr("{percent} % misread") if run.held_out else tr("{percent} % in training")
    parts = [which.format(percent=f"{run.errors[-1]:.2f}")]
    if run.test_error is not None:
        parts.append(tr("{percent} % test").format(percent=f"{run.test_error:.2f}"))
    if run.outcome is not Outcome.FINISHED:
        parts.append(tr("pass {number} of {passes}").format(number=len(run.errors), passes=run.setup.config.passes))
    return ", ".join(parts)
