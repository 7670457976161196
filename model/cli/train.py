"""``lenet train``: a run, trained as from the window."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from model.cli.options import data_of, list_left_out, output_of, saved, told_preparing
from model.cli.train_options import NEW, RUBBISH, add_options, given, refuse_without_effect
from model.digits.data_source import MNIST_TEST_DIGITS, DataSource
from model.digits.distortion import Distortion
from model.digits.reading import count_digits
from model.files import LockedError, locked
from model.json_records import to_json
from model.my_digits.formats import read_jsonl
from model.strokes.reading import path_of
from model.strokes.rubbish import RubbishMix
from model.training.log import TrainingLog
from model.training.own_digits import OwnSource
from model.training.presets import PRESETS
from model.training.recipes import TrainingConfig
from model.training.setup import Engine, OwnPart, RunSetup, StartKind

if TYPE_CHECKING:
    from model.training.run import Run

__all__ = ["add_options", "train"]

_ROOM_BYTES = 16 * 2**20
"""More than weights, log and two checkpoints take."""


def _config(arguments: argparse.Namespace, base: TrainingConfig) -> TrainingConfig:
    preset = PRESETS[arguments.preset] if arguments.preset else base
    hints = get_type_hints(TrainingConfig)
    changes = {name: hints[name](value) for name, value in given(arguments, TrainingConfig).items()}
    return replace(
        preset,
        **changes,
        distortion=replace(preset.distortion, **given(arguments, Distortion)),
        rubbish_mix=replace(preset.rubbish_mix, **given(arguments, RubbishMix, RUBBISH)),
    )


def _data(arguments: argparse.Namespace, base: DataSource) -> DataSource:
    kind, paths = data_of(arguments, "--digits") or (base.kind, base.paths)
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
    if own is not None and own.part != log.setup.own:
        other.append(f"{own.part.title} (it has {log.setup.own.title if log.setup.own else 'none'})")
    if other:
        sys.exit(f"lenet: the run to be resumed is another one: {', '.join(other)}")


def _settings(setup: RunSetup) -> dict[str, Any]:
    """All of them, by the name of the option or of the field."""
    fields: dict[str, Any] = to_json(setup)
    config, data = fields.pop("config"), fields.pop("data")
    fields.pop("own", None)
    mix = {f"{RUBBISH}{name}": value for name, value in config.pop("rubbish_mix").items()}
    settings = config | config.pop("distortion") | mix | fields | {"digits": " ".join([data["kind"], *data["paths"]])}
    return {f"--{name.replace('_', '-')}": value for name, value in (settings | {"count": data["count"]}).items()}


def _say_what_of(own: OwnPart, run: "Run") -> None:
    """Say how many digits there are, where the options alone do not tell."""
    facts = run.log.facts
    times = facts.own_digits.times if facts.own_digits else 1
    often = "once" if times == 1 else f"{times:,} times"
    each = "" if own.share is None else f", each {often} beside MNIST's"
    count = "1 digit" if own.count == 1 else f"{own.count:,} digits"
    text = f"{count} of {own.person}{each}: a pass has {facts.trained_on:,}; held out: {facts.held_out:,}"
    print(f"lenet: {text}", file=sys.stderr)


def _inputs(arguments: argparse.Namespace) -> Iterator[Path]:
    """The files with digits and strokes that the options name."""
    yield from filter(None, (arguments.images, arguments.labels, arguments.digits))
    yield from (path_of(source) for source in (*arguments.pen, *arguments.rubbish))


def train(arguments: argparse.Namespace) -> int:
    """Run ``lenet train``; returns the exit status.

    Raises:
        FileError: a file cannot be read.
    """
    with output_of(arguments, _ROOM_BYTES, _inputs(arguments)) as out:
        checkpoint = out.with_name(f"{out.name}.checkpoint")
        try:
            with _taken_from_windows(checkpoint):
                return _train(arguments, out, checkpoint)
        # OSError: nothing more can be printed; RuntimeError: torch lacks memory.
        except (KeyboardInterrupt, OSError, MemoryError, RuntimeError):
            if checkpoint.exists():
                with suppress(OSError):  # the terminal may have been closed
                    print(f"lenet: {checkpoint} keeps the last whole pass; --resume resumes the run", file=sys.stderr)
            raise


@contextmanager
def _taken_from_windows(checkpoint: Path) -> Iterator[None]:
    """Keep windows from training a run of theirs meanwhile; end the program where one does."""
    with ExitStack() as held:
        lock = checkpoint.with_suffix(".lock")  # which every run of a window has
        try:
            if lock.exists():
                held.enter_context(locked(lock, checkpoint, patience_s=0))
        except LockedError:
            sys.exit(f"lenet: a window is training {checkpoint}")
        yield


def _refuse_too_few(arguments: argparse.Namespace, setup: RunSetup) -> None:
    """End the program where there are fewer digits than are asked for, or all are held out though nobody said so."""
    if setup.config.pen_share and not setup.data.strokes:
        sys.exit("lenet: this recipe has pen digits, which come from files: give --pen, or --pen-share 0")
    there = count_digits(replace(setup.data, count=None))
    if arguments.count and arguments.count > there:
        sys.exit(f"lenet: --count {arguments.count:,} is more than there are: {there:,} digits")
    not_alone = arguments.digits is None or arguments.own_share is not None
    if arguments.held_out is None and not_alone and setup.config.held_out >= (arguments.count or there):
        held_out = f"this run holds {setup.config.held_out:,} digits out"
        sys.exit(f"lenet: {held_out}, which leaves none to train on: give more digits, or --held-out")


def _made(arguments: argparse.Namespace, checkpoint: Path) -> "Run":
    from model.training.checkpoint_log import read_log
    from model.training.run import Run

    if arguments.resume:
        if not checkpoint.exists():
            reason = f"there is no interrupted run beside {arguments.out} ({checkpoint.name} is not there)"
            sys.exit(f"lenet: {reason}; to start a new one, leave out --resume")
        _refuse_another(arguments, read_log(checkpoint))
        with told_preparing() as tell:
            return Run.resume(checkpoint, tell)
    if checkpoint.exists() and not arguments.force:
        sys.exit(f"lenet: {checkpoint} is an interrupted run: --resume resumes it, --force discards it")
    own = _own(arguments)
    setup = _setup(arguments, own, NEW)
    refuse_without_effect(arguments, setup)
    _refuse_too_few(arguments, setup)
    with told_preparing() as tell:
        run = Run(setup, checkpoint, on_prepared=tell, own=None if own is None else own.read())
    run.drop_checkpoint()
    return run


def _train(arguments: argparse.Namespace, out: Path, checkpoint: Path) -> int:
    from tqdm import tqdm

    from model.training.loop import TrainingError
    from model.training.run import describe_pass, save_run

    try:
        run = _made(arguments, checkpoint)
        list_left_out(run.left_out, run.pictures)
        if run.digits_lost:
            print(f"lenet: {run.digits_lost}", file=sys.stderr)
        if (part := run.log.setup.own) is not None:
            _say_what_of(part, run)
        # None: a bar on a terminal only. A file takes the line of each pass, as soon as it is there.
        with tqdm(total=run.training.total_updates, unit="update", smoothing=0.05, disable=None) as bar:
            for progress in run.go():
                bar.update(progress.updates - bar.n)
                if progress.finished_pass:
                    bar.write(describe_pass(progress.finished_pass))
                    sys.stdout.flush()
                    if run.checkpoint_problem:
                        bar.write(f"lenet: {run.checkpoint_problem}", file=sys.stderr)
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
    print(f"{out}: MNIST test error {percent:.2f} % ({errors:,} of {MNIST_TEST_DIGITS:,})")
    return 0
