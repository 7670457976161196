"""``lenet train``: every setting as an option, trained as from the window."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from model.assets import weights_file
from model.cli.options import add_data, add_output, data_of, list_left_out, output_of, saved
from model.digits.data_source import DataSource
from model.digits.distortion import Distortion
from model.json_records import to_json
from model.my_digits.store import read_jsonl
from model.settings import settings_of
from model.strokes.rubbish import RubbishMix
from model.training.log import OWN_SHARES, OwnPart, TrainingLog
from model.training.own_digits import OwnSource
from model.training.presets import PRESETS
from model.training.recipes import TrainingConfig
from model.training.setup import Engine, RunSetup, StartKind

if TYPE_CHECKING:
    from model.training.run import Run

_PRESET = "modern"
_NEW = RunSetup(PRESETS[_PRESET])
"""What a run has where no option says otherwise."""
_RUBBISH = "rubbish_"
"""Before the name of a kind of rubbish, in the name of its option."""
_ROOM_BYTES = 16 * 2**20
"""More than weights, log and two checkpoints take."""


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
    add_output(parser)
    parser.add_argument("--preset", choices=sorted(PRESETS), help=f"(default: {_PRESET})")
    parser.add_argument(
        "--resume", action="store_true", help="resume the interrupted run whose checkpoint lies beside --out"
    )
    parser.add_argument("--best", action="store_true", help="keep the pass with the lowest held-out error")
    parser.add_argument(
        "--start", type=weights_file, metavar="WEIGHTS", help="default, mnist, paper or a file (default: random ones)"
    )
    parser.add_argument(
        "--test-error",
        action="store_true",
        help="measure the error on MNIST's test digits after each pass, for information: nothing is chosen by it",
    )
    parser.add_argument("--device", help=f"cpu, cuda or mps (default: {_NEW.device})")
    data = parser.add_argument_group("digits (default: MNIST's 60,000 training digits)")
    add_data(data)
    data.add_argument("--count", type=int, metavar="N", help="how many of them (default: all)")
    data.add_argument(
        "--pen",
        action="append",
        default=[],
        metavar="FILE",
        help="more pen digits to train on, JSON Lines or UNIPEN; FILE:1-24 takes only these writers; may be repeated",
    )
    data.add_argument(
        "--rubbish",
        action="append",
        default=[],
        metavar="FILE",
        help="pen strokes that are no digits, such as letters, in the same formats; may be repeated",
    )
    data.add_argument("--digits", type=Path, metavar="FILE", help="a person's own, JSON Lines as for lenet teach")
    data.add_argument(
        "--own-share",
        type=_ranged(float, *(100 * end for end in OWN_SHARES)),
        metavar="X",
        help="with --digits: add them to MNIST's, each shown so often that they make up X percent of a pass"
        " (default: only they are used, and at most a fifth of them is held out)",
    )
    parser.add_argument(
        "--engine",
        choices=[engine.value for engine in Engine],
        help=f"how gradients are computed: plain is torch's autograd, for comparison (default: {_NEW.engine})",
    )
    _add_settings(parser.add_argument_group("recipe (default: the preset's)"), TrainingConfig)
    _add_settings(parser.add_argument_group("distortions (default: the preset's; 0 is none)"), Distortion)
    mix = parser.add_argument_group("kinds of rubbish, as shares of all rubbish (default: the preset's)")
    _add_settings(mix, RubbishMix, _RUBBISH)


_Settings = type[TrainingConfig] | type[Distortion] | type[RubbishMix]


def _add_settings(group: argparse._ArgumentGroup, kind: _Settings, prefix: str = "") -> None:
    hints = get_type_hints(kind)
    for name, setting in settings_of(kind).items():
        option, text = f"--{(prefix + name).replace('_', '-')}", setting.text
        if setting.only_with:
            text += f" Only with {' or '.join(setting.only_with)}."
        if setting.choices:
            group.add_argument(option, choices=[member.value for member in hints[name]], help=_escaped(text))
        else:
            ends = setting.low, setting.high
            low, high = (f"{end:,}" if hints[name] is int else f"{end:g}" for end in ends)
            ranged = _ranged(hints[name], *ends)
            group.add_argument(option, type=ranged, metavar="N", help=_escaped(f"{text} ({low} to {high})"))


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _config(arguments: argparse.Namespace, base: TrainingConfig) -> TrainingConfig:
    preset = PRESETS[arguments.preset] if arguments.preset else base
    hints = get_type_hints(TrainingConfig)

    def given(kind: _Settings, prefix: str = "") -> dict[str, Any]:
        values = {name: getattr(arguments, prefix + name) for name in settings_of(kind)}
        return {name: value for name, value in values.items() if value is not None}

    changes = {name: hints[name](value) for name, value in given(TrainingConfig).items()}
    return replace(
        preset,
        **changes,
        distortion=replace(preset.distortion, **given(Distortion)),
        rubbish_mix=replace(preset.rubbish_mix, **given(RubbishMix, _RUBBISH)),
    )


def _data(arguments: argparse.Namespace, base: DataSource) -> DataSource:
    kind, paths = data_of(arguments, "--digits") or (base.kind, base.paths)
    if arguments.count is not None and arguments.count < 1:
        sys.exit("lenet: --count must be 1 or more")
    strokes = (*arguments.pen, *arguments.rubbish) or base.strokes
    return DataSource(kind, paths, arguments.count or base.count, strokes)


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


def _setup(arguments: argparse.Namespace, own: OwnSource | None, base: RunSetup) -> RunSetup:
    """What the options ask for; where none does, as in ``base``."""
    config, data = _config(arguments, base.config), _data(arguments, base.data)
    if own is not None and arguments.held_out is None:
        config = replace(config, held_out=own.part.held_out(config.held_out))
    start = (StartKind.FILE, str(arguments.start)) if arguments.start else (base.start, base.start_path)
    threads, engine = arguments.threads or base.threads, arguments.engine or base.engine
    test_error = arguments.test_error or base.test_error
    return RunSetup(config, data, *start, arguments.device or base.device, threads, Engine(engine), test_error)


def _refuse_another(arguments: argparse.Namespace, log: TrainingLog) -> None:
    """End the program where an option asks for another run than the one that is to be resumed."""
    own = _own(arguments)
    asked, has = (_settings(setup) for setup in (_setup(arguments, own, log.setup), log.setup))
    if arguments.squashing is None:
        asked["--squashing"] = has["--squashing"]  # belongs to the weights that the run started from
    other = [f"{name} {asked[name]} (it has {has[name]})" for name in has if asked[name] != has[name]]
    if own is not None and own.part != log.own:
        other.append(f"{own.part.title} (it has {log.own.title if log.own else 'none'})")
    if other:
        sys.exit(f"lenet: the run to be resumed is another one: {', '.join(other)}")


def _settings(setup: RunSetup) -> dict[str, Any]:
    """All of them, by the name of the option or of the field."""
    fields: dict[str, Any] = to_json(setup)
    config, data = fields.pop("config"), fields.pop("data")
    mix = {f"{_RUBBISH}{name}": value for name, value in config.pop("rubbish_mix").items()}
    settings = config | config.pop("distortion") | mix | fields | {"digits": " ".join([data["kind"], *data["paths"]])}
    return {f"--{name.replace('_', '-')}": value for name, value in (settings | {"count": data["count"]}).items()}


def _say_what_of(own: OwnPart, run: "Run") -> None:
    """Say how many digits there are, where the options alone do not tell."""
    facts = run.log.facts
    times = facts.own_digits.times if facts.own_digits else 1
    each = "" if own.share is None else f", each {times} times beside MNIST's"
    text = f"{own.count} digits of {own.person}{each}: a pass has {facts.trained_on:,}; held out: {facts.held_out:,}"
    print(f"lenet: {text}", file=sys.stderr)


def train(arguments: argparse.Namespace) -> int:
    """Run ``lenet train``; returns the exit status.

    Raises:
        FileError: a file cannot be read.
    """
    with output_of(arguments, _ROOM_BYTES) as out:
        checkpoint = out.with_name(f"{out.name}.checkpoint")
        try:
            return _train(arguments, out, checkpoint)
        except KeyboardInterrupt:
            if checkpoint.exists():
                print(f"lenet: {checkpoint} keeps the last whole pass; --resume resumes the run", file=sys.stderr)
            raise


def _made(arguments: argparse.Namespace, checkpoint: Path) -> "Run":
    from model.training.checkpoint_log import read_log
    from model.training.run import Run

    if arguments.resume:
        _refuse_another(arguments, read_log(checkpoint))
        return Run.resume(checkpoint)
    if checkpoint.exists() and not arguments.force:
        sys.exit(f"lenet: {checkpoint} is an interrupted run: --resume resumes it, --force discards it")
    own = _own(arguments)
    run = Run(_setup(arguments, own, _NEW), checkpoint, own=None if own is None else own.read())
    run.drop_checkpoint()
    return run


def _train(arguments: argparse.Namespace, out: Path, checkpoint: Path) -> int:
    from tqdm import tqdm

    from model.training.loop import TrainingError
    from model.training.run import describe_pass, save_run

    try:
        run = _made(arguments, checkpoint)
        list_left_out(run.left_out, run.log.facts.trained_on + run.log.facts.held_out)
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
    if not saved(lambda path: save_run(network, info, run.log, path), out):
        return 1
    run.drop_checkpoint()
    percent, errors = info.origin.mnist_test_error_percent, info.origin.mnist_test_errors
    print(f"{out}: MNIST test error {percent:.2f} % ({errors} of 10000)")
    return 0
