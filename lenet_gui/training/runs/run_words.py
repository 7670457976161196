"""A run in words: its recipe, when it was, how it came out."""

from functools import lru_cache
from typing import Any, NamedTuple

from lenet_gui.base.translate import local_time, tr
from lenet_gui.training.runs.history import PastRun
from model.settings import QT_TR_NOOP, DisplayUnit, Setting, plain, settings_of
from model.training.cards import CARDS
from model.training.log import Outcome
from model.training.presets import PAPER_EQ8
from model.training.recipes import TrainingConfig
from model.training.setup import RunSetup, StartKind

_OWN, _PAPER_EQ8 = QT_TR_NOOP("Own recipe"), QT_TR_NOOP("Paper 1998, eq. 8")
_DISTORTIONS, _RUBBISH = QT_TR_NOOP("Distortions"), QT_TR_NOOP("Kinds of rubbish")
_STARTS = {
    StartKind.RANDOM: QT_TR_NOOP("From random weights"),
    StartKind.IN_USE: QT_TR_NOOP("From the weights in use"),
    StartKind.MNIST_ONLY: QT_TR_NOOP("From the MNIST-only weights"),
}
_STILL_THE_SAME = ("passes", "seed", "split_seed", "held_out")
"""Settings that do not make it another recipe."""
_MOST_CHANGES = 2
"""A recipe that differs in more settings from all that are known has no name."""


class _Known(NamedTuple):
    """The recipe that comes nearest: its name, untranslated, whether it has as many passes, and what differs.

    ``start`` and ``seed`` are those of the recipe.
    """

    name: str
    whole: bool = False
    settings: tuple[tuple[Setting, Any], ...] = ()
    groups: tuple[str, ...] = ()
    start: StartKind = StartKind.RANDOM
    seed: int = 1


def _compared(config: TrainingConfig, name: str, run: RunSetup) -> _Known:
    known = run.config
    settings = tuple(
        (setting, getattr(config, field))
        for field, setting in settings_of(TrainingConfig).items()
        if field not in _STILL_THE_SAME
        and getattr(config, field) != getattr(known, field)
        and setting.applies_to(config)
    )
    groups = {_DISTORTIONS: config.distortion != known.distortion}
    groups[_RUBBISH] = config.rubbish > 0 and config.rubbish_mix != known.rubbish_mix
    differing = tuple(name for name in groups if groups[name])
    return _Known(name, config.passes == known.passes, settings, differing, run.start, known.seed)


@lru_cache(maxsize=64)
def _known_as(config: TrainingConfig) -> _Known:
    recipes = [(card.title, card.setup) for card in CARDS] + [(_PAPER_EQ8, RunSetup(PAPER_EQ8))]
    known = [_compared(config, name, run) for name, run in recipes]
    best = min(known, key=lambda one: len(one.settings) + len(one.groups))
    few = len(best.settings) + len(best.groups) <= _MOST_CHANGES
    return best if few else _Known(_OWN)


def _in_words(setting: Setting, value: Any) -> str:
    """ "Rate 0.02", "Optimizer SGD", "Pen digits 12 %"."""
    if setting.choices:
        words = tr(setting.choices[value])
    elif setting.zero and not value:
        words = tr(setting.zero)  # as in the form
    elif setting.unit is DisplayUnit.PERCENT:
        words = f"{100 * value:g} %"
    else:
        words = plain(value)
    return f"{tr(setting.title)} {words}"


def _file_name(path: str) -> str:
    """Of a path that may be of another system."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def changes_of(setup: RunSetup) -> str:
    """ "Rate 0.02, Batch size 1, Seed 2": what differs from the run of the recipe that it is called by, if anything."""
    if setup.recipe:
        return ""
    known, seed = _known_as(setup.config), setup.config.seed
    changes = [*(_in_words(*each) for each in known.settings), *map(tr, known.groups)]
    if setup.start is StartKind.FILE:
        changes.append(tr("From {file}").format(file=_file_name(setup.start_path)))
    elif setup.start is not known.start:
        changes.append(tr(_STARTS[setup.start]))
    if seed != known.seed:
        changes.append(_in_words(settings_of(TrainingConfig)["seed"], seed))
    return ", ".join(changes)


def title_of(setup: RunSetup, with_changes: bool = True) -> str:
    """ "MNIST only, 40 passes", "Short run (Rate 0.02)", "Short run, scans" of a folder: what the run was."""
    known = _known_as(setup.config)
    name, passes = setup.recipe or tr(known.name), setup.config.passes
    if not (known.whole or setup.recipe):
        text = tr("{name}, {count} passes") if passes > 1 else tr("{name}, 1 pass")
        name = text.format(name=name, count=f"{passes:,}")
    if with_changes and (changes := changes_of(setup)):
        name = tr("{name} ({changes})").format(name=name, changes=changes)
    own, paths = setup.own, setup.data.paths
    if own is not None:
        digits = tr("my digits") if own.is_mine else tr("{person}'s digits").format(person=own.person)
    elif paths:
        digits = _file_name(paths[0])
    else:
        return name
    return tr("{name}, {digits}").format(name=name, digits=digits)


def name_of(setup: RunSetup, started: str) -> str:
    """ "Short run, 2026-11-29 14:14:05": what tells it from other runs of the recipe, however short they are."""
    return ", ".join(filter(None, (title_of(setup), local_time(started, seconds=True))))


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
