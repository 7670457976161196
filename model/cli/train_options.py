"""The options of ``lenet train``: one for every setting."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

from model.assets import SHIPPED, weights_file
from model.cli.options import add_data, add_output, positive, ranged
from model.digits.distortion import Distortion
from model.settings import Setting, plain, settings_of
from model.strokes.rubbish import RubbishMix
from model.training.presets import IN_WORDS, PRESETS
from model.training.recipes import TrainingConfig
from model.training.setup import OWN_SHARES, Engine, RunSetup, StartKind

_PRESET = "modern"
NEW = RunSetup(PRESETS[_PRESET])
"""What a run has where no option says otherwise."""
RUBBISH = "rubbish_"
"""Before the name of a kind of rubbish, in the name of its option."""
OF_STROKES = ("several", "neighbour", "part", "letter")
"""The kinds of rubbish that are made of files of pen strokes, and left out where there are none."""
_SETTINGS = settings_of(TrainingConfig)
Settings = type[TrainingConfig] | type[Distortion] | type[RubbishMix]


def add_options(parser: argparse.ArgumentParser) -> None:
    add_output(parser, "the file at --out, and an interrupted run beside it unless --resume is given")
    parser.add_argument("--preset", choices=sorted(PRESETS), help=_about_presets())
    parser.add_argument(
        "--resume", action="store_true", help="resume the interrupted run whose checkpoint lies beside --out"
    )
    parser.add_argument(
        "--best",
        action="store_true",
        help="write the weights after the pass that misread the fewest held-out digits (default: after the last pass)",
    )
    parser.add_argument(
        "--start",
        type=weights_file,
        metavar="WEIGHTS",
        help=f"the weights to start from: {', '.join(SHIPPED)}, or a .safetensors file (default: random ones)",
    )
    parser.add_argument(
        "--test-error",
        action="store_true",
        help="measure the error on MNIST's test digits after each pass, for information: nothing is chosen by it",
    )
    parser.add_argument("--device", help=f"what computes: cpu, cuda or mps (default: {NEW.device})")
    data = parser.add_argument_group("digits (default: MNIST's 60,000 training digits)")
    add_data(data)
    data.add_argument("--count", type=positive, metavar="N", help="how many of these digits to take (default: all)")
    data.add_argument(
        "--pen",
        action="append",
        default=[],
        metavar="FILE",
        help="pen digits to train on as well: UNIPEN, or JSON Lines as for lenet teach, with writer if that is known;"
        " FILE:1-24 takes writers 1 to 24 only;"
        " may be repeated, see --pen-share",
    )
    data.add_argument(
        "--rubbish",
        action="append",
        default=[],
        metavar="FILE",
        help="pen strokes that are no digits, such as letters, in the same formats; may be repeated,"
        " see --rubbish-share",
    )
    data.add_argument(
        "--digits", type=Path, metavar="FILE", help="a person's own digits, JSON Lines as for lenet teach"
    )
    low, high = (100 * end for end in OWN_SHARES)
    data.add_argument(
        "--own-share",
        type=ranged(float, low, high, " percent"),
        metavar="PERCENT",
        help="with --digits: add them to MNIST's, shown so often that they make up this part of a pass, in percent"
        f" ({low:g} to {high:g}; default: only they are used, and at most a fifth of them is held out)",
    )
    parser.add_argument(
        "--engine",
        choices=[engine.value for engine in Engine],
        help=f"how gradients are computed: plain is torch's autograd, for comparison (default: {NEW.engine})",
    )
    _add_settings(parser.add_argument_group("recipe (default: the preset's)"), TrainingConfig)
    _add_settings(parser.add_argument_group("distortions (default: the preset's; 0 is none)"), Distortion)
    mix = parser.add_argument_group("kinds of rubbish, as shares of all rubbish (default: the preset's)")
    _add_settings(mix, RubbishMix, RUBBISH)


def _about_presets() -> str:
    """One a line."""
    time = "on one core, a pass takes about ten seconds, with default and sweep up to a minute"
    about = [f"{name}: {PRESETS[name].passes} passes, {words}" for name, words in IN_WORDS.items()]
    return "\n".join([f"the recipe (default: {_PRESET}); {time}:", *about])


def _add_settings(group: argparse._ArgumentGroup, kind: Settings, prefix: str = "") -> None:
    hints = get_type_hints(kind)
    for name, setting in settings_of(kind).items():
        option, text = _option(prefix + name), setting.text
        if setting.only_with:
            text += f" Only {_needs(setting)}."
        if setting.choices:
            group.add_argument(option, choices=[member.value for member in hints[name]], help=_escaped(text))
        else:
            text += f" ({plain(setting.low)} to {plain(setting.high)})"
            number = ranged(hints[name], setting.low, setting.high)
            group.add_argument(option, type=number, metavar="N", help=_escaped(text))


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def given(arguments: argparse.Namespace, kind: Settings, prefix: str = "") -> dict[str, Any]:
    """The settings of this kind that options ask for."""
    values = {name: getattr(arguments, prefix + name) for name in settings_of(kind)}
    return {name: value for name, value in values.items() if value is not None}


def refuse_without_effect(arguments: argparse.Namespace, setup: RunSetup) -> None:
    """End the program, with the reason, where an option was given that this run would pass over."""
    for name, needs, instead in _without_effect(arguments, setup):
        sys.exit(f"lenet: {_option(name)} has an effect only {needs}; {instead}")


_WithoutEffect = Iterator[tuple[str, str, str]]
"""Names of such options; what each needs, and what the run has instead."""


def _without_effect(arguments: argparse.Namespace, setup: RunSetup) -> _WithoutEffect:
    config = setup.config
    for name in given(arguments, TrainingConfig):
        setting = _SETTINGS[name]
        if not setting.applies_to(config):
            yield name, *_only_with(setting, config)
        if setting.comes_with_weights and setup.start is not StartKind.RANDOM:
            yield name, "without --start", "those weights come with theirs"
    if not config.rubbish:
        yield from _without_rubbish(arguments, config)
    elif not setup.data.strokes:
        for name in _given_of(arguments, (*(f"{RUBBISH}{kind}" for kind in OF_STROKES), "pen_field")):
            yield name, "with --pen or --rubbish", "this run has no file of pen strokes"
    if not config.held_out:
        if arguments.best:
            yield "best", "with --held-out above 0", "this run holds no digits out"
        if arguments.split_seed is not None and setup.data.count is None:
            yield "split_seed", "with --held-out above 0 or with --count", "this run trains on all digits"


def _without_rubbish(arguments: argparse.Namespace, config: TrainingConfig) -> _WithoutEffect:
    share, none = _SETTINGS["rubbish_share"], ("with --rubbish-share above 0", "this run has no rubbish")
    reason = none if share.applies_to(config) else _only_with(share, config)
    kinds = [f"{RUBBISH}{name}" for name in given(arguments, RubbishMix, RUBBISH)]
    for name in [*kinds, *_given_of(arguments, ("rubbish",))]:
        yield name, *reason
    if not config.pen_share:
        for name in _given_of(arguments, ("pen", "pen_field")):
            yield name, "with --pen-share or --rubbish-share above 0", "this run has neither"


def _given_of(arguments: argparse.Namespace, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(arguments, name)]


def _only_with(setting: Setting, config: TrainingConfig) -> tuple[str, str]:
    return _needs(setting), f"this run uses {getattr(config, _decided_by(setting))}"


def _needs(setting: Setting) -> str:
    """What a setting that does not always apply applies with."""
    *others, last = setting.only_with
    return f"with {_option(_decided_by(setting))} {' or '.join([', '.join(others), last] if others else [last])}"


def _decided_by(setting: Setting) -> str:
    """The name of the setting that decides whether this one applies."""
    (name,) = {name for name, each in _SETTINGS.items() if each.choices.keys() & setting.only_with}
    return name


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
