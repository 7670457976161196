"""``lenet train``: every knob as an option, the same engine as the window."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from model.digits.data_source import DataKind, DataSource
from model.digits.distortion import DISTORTION_LIMITS, Distortion
from model.my_digits.store import read_jsonl
from model.training.log import OWN_SHARES, OwnPart
from model.training.own_digits import OwnSource
from model.training.recipes import LIMITS, PRESETS, TrainingConfig
from model.training.setup import RunSetup, StartKind

if TYPE_CHECKING:
    from model.training.run import Run

_HELP = {
    "loss": "the criterion: mse is eq. 8, map is eq. 9",
    "rubbish_j": "eq. 9's j",
    "penalty_scale": "eq. 9: penalties are divided by this first",
    "squashing": "the squashing function",
    "initialisation": "how wide the first weights are drawn",
    "optimizer": "how weights follow the gradient",
    "rate": "the schedule's highest rate; SDLM's eta",
    "schedule": "how the rate changes over the run",
    "momentum": "of sgd",
    "weight_decay": "of sgd and adamw",
    "mu": "SDLM's guard against small curvatures",
    "curvature_patterns": "digits that SDLM estimates the curvature on before each pass",
    "batch_size": "digits an update",
    "passes": "passes over the digits",
    "averaging": "decay of the running average of the weights, an update; 0 for none",
    "held_out": "digits set aside to choose on",
    "split_seed": "decides which digits are held out",
    "seed": "decides every other random number",
    "shift_px": "largest shift, in pixels",
    "scale": "largest change of size, as a part",
    "squeeze": "largest squeeze, as a part",
    "shear": "largest horizontal shear",
    "rotation_degrees": "largest rotation, in degrees",
    "elastic_px": "largest elastic bend, in pixels",
    "thickness": "largest change of stroke thickness, in pixels on each side",
    "flags": "share of ones that get a flag, and of sevens that get a bar",
}


def _ranged(kind: Callable[[str], float], low: float, high: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"must be {low:g} to {high:g}")
        return value

    # argparse names the type where the text is no number at all.
    read.__name__ = "number"
    return read


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``lenet train``."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights go (.safetensors)")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="modern", help="(default: %(default)s)")
    parser.add_argument(
        "--resume", action="store_true", help="go on with the interrupted run whose checkpoint lies beside --out"
    )
    parser.add_argument("--best", action="store_true", help="keep the pass that is best on the digits held out")
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights to start from (default: random ones)")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or mps (default: %(default)s)")
    data = parser.add_argument_group("digits (default: MNIST's 60,000 training digits)")
    data.add_argument("--images", type=Path, metavar="FILE", help="IDX images, packed or not")
    data.add_argument("--labels", type=Path, metavar="FILE", help="IDX labels, packed or not")
    data.add_argument("--raw-folder", type=Path, metavar="FOLDER", help="a folder with MNIST's files, as MNIST/raw")
    data.add_argument("--pictures", type=Path, metavar="FOLDER", help="a folder with folders 0 to 9 of pictures")
    data.add_argument("--count", type=int, metavar="N", help="how many of them (default: all)")
    data.add_argument("--digits", type=Path, metavar="FILE", help="a person's own, JSON Lines as for lenet teach")
    data.add_argument(
        "--own-share",
        type=_ranged(float, *(100 * end for end in OWN_SHARES)),
        metavar="X",
        help="with --digits: they join MNIST's, and each is shown as often as makes them X percent of a pass"
        " (default: they are alone, and a fifth of them at most is held out)",
    )
    knobs = parser.add_argument_group("recipe (default: the preset's)")
    kinds = get_type_hints(TrainingConfig)
    for knob in fields(TrainingConfig):
        if knob.name == "distortion":
            continue
        option, kind, text = f"--{knob.name.replace('_', '-')}", kinds[knob.name], _HELP[knob.name]
        if issubclass(kind, StrEnum):
            knobs.add_argument(option, choices=[member.value for member in kind], help=text)
        else:
            knobs.add_argument(option, type=_ranged(kind, *LIMITS[knob.name]), metavar="N", help=text)
    distortions = parser.add_argument_group("distortions (default: the preset's; 0 is none)")
    for strength in fields(Distortion):
        distortions.add_argument(
            f"--{strength.name.replace('_', '-')}",
            type=_ranged(float, 0.0, DISTORTION_LIMITS[strength.name]),
            metavar="X",
            help=_HELP[strength.name],
        )


def _config(arguments: argparse.Namespace) -> TrainingConfig:
    preset = PRESETS[arguments.preset]
    kinds = get_type_hints(TrainingConfig)

    def given(kind: type[Any]) -> dict[str, Any]:
        values = {knob.name: getattr(arguments, knob.name, None) for knob in fields(kind)}
        return {name: value for name, value in values.items() if value is not None}

    changes = {name: kinds[name](value) for name, value in given(TrainingConfig).items()}
    return replace(preset, **changes, distortion=replace(preset.distortion, **given(Distortion)))


def _data(arguments: argparse.Namespace) -> DataSource:
    if (arguments.images is None) != (arguments.labels is None):
        sys.exit("lenet: --images and --labels go together")
    places = [
        (DataKind.IDX_PAIR, [arguments.images, arguments.labels]),
        (DataKind.RAW_FOLDER, [arguments.raw_folder]),
        (DataKind.PICTURES, [arguments.pictures]),
    ]
    chosen = [(kind, tuple(map(str, paths))) for kind, paths in places if paths[0] is not None]
    if len(chosen) + (arguments.digits is not None) > 1:
        sys.exit("lenet: give the digits one way only: an IDX pair, --raw-folder, --pictures or --digits")
    if arguments.count is not None and arguments.count < 1:
        sys.exit("lenet: --count must be 1 or more")
    kind, paths = chosen[0] if chosen else (DataKind.MNIST, ())
    return DataSource(kind, paths, arguments.count)


def _own(arguments: argparse.Namespace) -> OwnSource | None:
    path, percent = arguments.digits, arguments.own_share
    if path is None:
        if percent is not None:
            sys.exit("lenet: --own-share goes with --digits")
        return None
    if percent is None and arguments.count is not None:
        sys.exit("lenet: --count is for MNIST's digits; --digits takes all of the file, and --own-share brings both")
    person = path.name.partition(".")[0] or path.name
    return OwnSource.of(person, read_jsonl(path), None if percent is None else percent / 100)


def _setup(arguments: argparse.Namespace, own: OwnSource | None, threads: int) -> RunSetup:
    config, data = _config(arguments), _data(arguments)
    if own is not None and arguments.held_out is None:
        config = replace(config, held_out=own.part.held_out(config.held_out))
    start = (StartKind.FILE, str(arguments.start)) if arguments.start else (StartKind.RANDOM, "")
    return RunSetup(config, data, *start, arguments.device, threads)


def _say_what_of(own: OwnPart, run: "Run") -> None:
    """Say how many digits there are, as far as the person cannot know."""
    held_out, times = run.log.facts["held_out"], run.log.facts["own_digits"]["times"]
    each = "" if own.share is None else f", each {times} times beside MNIST's"
    trained_on = run.log.facts["trained_on"]
    text = f"{own.count} digits of {own.person}{each}: a pass has {trained_on:,}; held out: {held_out:,}"
    print(f"lenet: {text}", file=sys.stderr)


def train(arguments: argparse.Namespace) -> int:
    """Run ``lenet train``; returns the exit status.

    Raises:
        FileError: a file cannot be read or written.
    """
    import torch
    from tqdm import tqdm

    from model.training.loop import TrainingError
    from model.training.run import Run, describe_pass, save_run

    out: Path = arguments.out
    if not out.parent.is_dir():
        sys.exit(f"lenet: {out.parent} is not a folder")
    if out.is_dir():
        sys.exit(f"lenet: {out} is a folder; --out takes a file's name")
    checkpoint = out.with_name(f"{out.name}.checkpoint")
    try:
        if arguments.resume:
            run = Run.resume(checkpoint)
        else:
            own = _own(arguments)
            setup = _setup(arguments, own, torch.get_num_threads())
            run = Run(setup, checkpoint, own=None if own is None else own.read())
        if (part := run.log.own) is not None:
            _say_what_of(part, run)
        with tqdm(total=run.training.total_updates, unit="update", smoothing=0.05) as bar:
            for progress in run.go():
                bar.update(progress.updates - bar.n)
                if progress.finished_pass:
                    bar.write(describe_pass(progress.finished_pass))
                    if run.checkpoint_problem:
                        bar.write(run.checkpoint_problem, file=sys.stderr)
        network, info = run.weights(arguments.best)
    except (TrainingError, ValueError) as error:
        print(f"lenet: {error}", file=sys.stderr)
        if checkpoint.exists():
            print(f"lenet: {checkpoint} keeps the last good pass", file=sys.stderr)
        return 1
    save_run(network, info, run.log, out)
    run.drop_checkpoint()
    percent, errors = info.origin["mnist_test_error_percent"], info.origin["mnist_test_errors"]
    print(f"{out}: MNIST test error {percent:.2f} % ({errors} of 10000)")
    return 0
