"""One training run from its setup to its files, for ``lenet train`` and for the window."""

import copy
import platform
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import torch

from model import __version__
from model.assets import shipped_weights
from model.digits.datasets import Digits, mnist_test
from model.digits.evaluation import evaluate, penalties
from model.digits.reading import count_digits, unheard
from model.errors import DataError
from model.json_records import to_json
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Rejection
from model.network.weights import load_weights, save_weights
from model.network.weights_info import Origin, RunFacts, Versions, WeightsInfo
from model.training.checkpoint import CheckpointError, load_checkpoint, save_checkpoint
from model.training.engine.lenet5 import LeNet5, network_of, parameters_of
from model.training.log import Outcome, TrainingLog, log_beside, save_log
from model.training.loop import State, Training, refuse_runaway
from model.training.own_digits import OwnDigits
from model.training.presets import MODERN
from model.training.progress import PassResult, Progress
from model.training.recipes import TrainingConfig
from model.training.run_digits import read_digits, state_of_own, take_own
from model.training.setup import RunSetup, StartKind
from model.training.threads import fastest_threads, use_threads

DEVICES = ("cpu", "cuda", "mps")
KEPT_PERCENT = 99.3
"""Share of the digits read correctly that are to be accepted."""
LEAST_SHARES = (0.5, 0.9)
"""Below half, rubbish or another digit is likelier."""


def choose_rejection(network: LeNet5, digits: Digits, config: TrainingConfig) -> Rejection:
    """The rule that accepts ``KEPT_PERCENT`` of the digits that are read correctly, or a few less or more.

    The digits should not have been trained on: of new ones, more are refused than of those that were. A network that
    was not trained on rubbish never learned where it lies: there the penalty of rubbish is the one that
    ``KEPT_PERCENT`` of the digits that are read correctly stay below.
    """
    values = penalties(parameters_of(network), digits)
    right = values[values.argmin(axis=1) == digits.labels]
    right = right if len(right) else values
    scale = config.penalty_scale if config.rubbish else MODERN.penalty_scale
    j = config.rubbish_j if config.rubbish else float(np.percentile(right.min(axis=1), KEPT_PERCENT)) / scale
    shares = Rejection(j, scale, 0.0).shares(right)[:, :NOT_A_DIGIT].max(axis=1)
    least = float(np.clip(np.percentile(shares, 100 - KEPT_PERCENT), *LEAST_SHARES))
    return Rejection(round(j, 3), scale, round(least, 3))


class Run:
    """A run with its digits read and its network made; nothing is trained yet.

    Args:
        setup: what was asked for.
        checkpoint: where a checkpoint goes after every pass; None for none.
        in_use: the network that ``StartKind.IN_USE`` starts from; it is copied.
        on_prepared: called with how many digits have been read, or drawn to be shown besides, and how many are to be.
            What it raises ends the run before it begins.
        own: a person's own digits, to train on beside the setup's or, without a share, in their place.
        first_pass: the number of the pass that is next.

    Raises:
        FileError: the digits or the weights to start from cannot be used.
        ValueError: the setup does not fit the digits or this machine; the text says how.

    Attributes:
        log: the run as it will be remembered.
        left_out: what is wrong with each picture that could not be read.
        digits_lost: why a run that is over does without the digits that it was trained on, empty if it has them.
        checkpoint_problem: why the last checkpoint could not be written, empty if it was; the run continues without.
    """

    def __init__(
        self,
        setup: RunSetup,
        checkpoint: Path | None = None,
        in_use: LeNet5 | None = None,
        on_prepared: Callable[[int, int], None] = unheard,
        own: OwnDigits | None = None,
        first_pass: int = 1,
    ) -> None:
        config = setup.config
        read = read_digits(setup, own, on_prepared)
        self.digits = read.training
        self.held_out = read.held_out if len(read.held_out) else None
        self.left_out, self.digits_lost = read.left_out, ""
        self._own = own
        network = _on_device(_first_network(setup, in_use), setup.device)
        threads = setup.threads or fastest_threads(network, self.digits, setup)
        if read.extras is not None:
            for made in read.extras.prepare(first_pass):
                on_prepared(made, len(read.extras))
        test = mnist_test() if setup.test_error else None
        self.training = Training(network, self.digits, self.held_out, config, setup.engine, read.extras, test)
        self._checkpoint = checkpoint
        self.checkpoint_problem = ""
        # The squashing function belongs to the weights: those in use may have another than the recipe.
        config = replace(config, squashing=network.squashing)
        setup = replace(setup, config=config, threads=threads, own=None if own is None else own.part)
        self.log = TrainingLog(setup, _dated(read.facts))

    @classmethod
    def resume(cls, checkpoint: Path, on_prepared: Callable[[int, int], None] = unheard, ends: bool = False) -> "Run":
        """An interrupted run, to be resumed after its last whole pass; a person's own digits as they were at its start.

        Where nothing is left to train, as the run is finished or ``ends`` there, digits that are gone or changed are no
        reason to lose its weights: MNIST's take their place.

        Raises:
            FileError: the checkpoint is cut or foreign, or the digits it was trained on are gone or changed.
        """
        log, state = load_checkpoint(checkpoint)
        # Every weight comes from the checkpoint, so where the run started does not matter any more.
        setup = replace(log.setup, start=StartKind.RANDOM, start_path="")
        own, first_pass = take_own(log, state, checkpoint), len(log.passes) + 1
        is_over = ends or len(log.passes) >= setup.config.passes
        try:
            try:
                run = cls(setup, checkpoint, on_prepared=on_prepared, own=own, first_pass=first_pass)
                run._refuse_others_than(log)
            except (DataError, ValueError) as error:
                if not is_over:
                    raise
                run = cls(setup.on_mnist_alone, checkpoint)
                run.digits_lost = f"{error} Which answers its weights refuse is decided on MNIST's digits instead."
        except ValueError as error:
            raise CheckpointError(checkpoint, f"The run cannot be resumed here: {error}") from error
        try:
            run.training.restore(state, list(log.passes))
        except (ValueError, RuntimeError) as error:
            raise CheckpointError(checkpoint, f"The checkpoint does not fit its recipe ({error}).") from error
        # One that asks for the fastest number gets the one that was measured now.
        threads = log.setup.threads or run.log.setup.threads
        run.log = replace(log, setup=replace(log.setup, threads=threads))
        return run

    def _refuse_others_than(self, log: TrainingLog) -> None:
        """See that these are the digits that a run was trained on."""
        for name in ("fingerprint", "strokes_fingerprint"):
            if getattr(self.log.facts, name) != getattr(log.facts, name):
                raise DataError(
                    self.digits.name, "These are no longer the digits that the interrupted run was trained on."
                )

    def go(self) -> Iterator[Progress]:
        """Train to the end, with a checkpoint after every pass; to stop the run, stop iterating.

        Raises:
            TrainingError: the loss is no longer a number. The last good pass's checkpoint is kept.
        """
        # Sums in another order round differently: the same weights need the same threads.
        use_threads(self.log.setup.threads)
        for progress in self.training.run():
            self._note_rate_factor(progress.updates)
            if progress.finished_pass:
                self.log = replace(self.log, passes=tuple(self.training.passes))
                self._keep({**self.training.state(), **state_of_own(self._own)})
            yield progress
        self.log = replace(self.log, outcome=Outcome.FINISHED)

    def _note_rate_factor(self, update: int) -> None:
        """Repeating the run takes more than the recipe: which factor held from which update on."""
        facts, factor = self.log.facts, self.training.rate_factor
        if factor != (facts.rate_factors[-1][1] if facts.rate_factors else 1.0):
            facts = replace(facts, rate_factors=(*facts.rate_factors, (update, factor)))
            self.log = replace(self.log, facts=facts)

    @property
    def kept(self) -> bool:
        """Whether the last whole pass is in a checkpoint."""
        return self._checkpoint is not None and not self.checkpoint_problem

    def _keep(self, state: State) -> None:
        if self._checkpoint is None:
            return
        self.checkpoint_problem = ""
        try:
            save_checkpoint(self.log, state, self._checkpoint)
        except CheckpointError as error:
            self.checkpoint_problem = str(error)

    @property
    def pictures(self) -> int:
        """How many there are where its digits come from, with those that were left out or not asked for."""
        return count_digits(replace(self.log.setup.data, count=None))

    def stop(self) -> None:
        """Note that the run was ended before its last pass."""
        self.log = replace(self.log, outcome=Outcome.STOPPED)

    def fail(self) -> None:
        """Note that the run was ended by an error."""
        self.log = replace(self.log, outcome=Outcome.FAILED)

    def drop_checkpoint(self) -> None:
        """The run is over and its weights are safe, or not wanted."""
        if self._checkpoint is not None:
            self._checkpoint.unlink(missing_ok=True)

    def newest(self) -> LeNet5:
        """A copy of the result so far, also within a pass."""
        return copy.deepcopy(self.training.result).cpu()

    def network(self, best: bool) -> LeNet5:
        """A copy of the result: after the pass with the lowest held-out error, or after the last whole one."""
        return copy.deepcopy(self.training.best if best else self.training.last).cpu()

    def weights(self, best: bool) -> tuple[LeNet5, WeightsInfo]:
        """The result with all that is known of it; takes a second, since MNIST's test digits are read.

        They are read for the record only: nothing is chosen on them.

        Raises:
            TrainingError: the weights are not finite, or far too large.
        """
        network = self.network(best)
        refuse_runaway(network, self.log.setup.config.rate)
        passes = self.training.passes
        chosen = self.training.best_pass if best else (passes[-1] if passes else None)
        test = evaluate(parameters_of(network), mnist_test(), threads=self.log.setup.threads)
        # Where no digit was held out, there are only those trained on.
        judged = self.held_out or self.digits.subset(np.arange(min(5000, len(self.digits))))
        setup = self.log.setup
        origin = Origin(
            recipe=to_json(setup.config),
            seed=setup.config.seed,
            start=setup.start.value,
            facts=self.log.facts,
            passes=len(passes),
            pass_=chosen.number if chosen else 0,
            held_out_error_percent=chosen.held_out.error_percent if chosen and chosen.held_out else None,
            mnist_test_errors=test.errors,
            mnist_test_error_percent=test.error_percent,
            seconds=round(sum(result.seconds for result in passes)),
            device=setup.device,
            threads=setup.threads,
            engine=setup.engine.value,
        )
        return network, WeightsInfo(network.squashing, choose_rejection(network, judged, setup.config), origin)


def _first_network(setup: RunSetup, in_use: LeNet5 | None) -> LeNet5:
    if setup.start in (StartKind.FILE, StartKind.MNIST_ONLY):
        path = shipped_weights("mnist") if setup.start is StartKind.MNIST_ONLY else Path(setup.start_path)
        return network_of(load_weights(path)[0])
    if setup.start is StartKind.IN_USE:
        if in_use is None:
            raise ValueError("There are no weights in use yet to start from.")
        return copy.deepcopy(in_use)
    config = setup.config
    return LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(config.seed))


def _on_device(network: LeNet5, device: str) -> LeNet5:
    if device.partition(":")[0] not in DEVICES:
        *others, last = DEVICES
        must = f"the device must be {', '.join(others)} or {last}"
        raise ValueError(f"This machine cannot compute on {device:.40}: {must}.")
    try:
        return network.to(device)
    except (RuntimeError, AssertionError) as error:
        raise ValueError(f"This machine cannot compute on {device}: {error}") from error


def _dated(facts: RunFacts) -> RunFacts:
    versions = Versions(__version__, str(torch.__version__), platform.python_version())
    return replace(facts, started=datetime.now().astimezone().isoformat(timespec="seconds"), versions=versions)


def save_run(network: LeNet5, info: WeightsInfo, log: TrainingLog, path: Path) -> None:
    """Write a run's weights, and its log beside them.

    Raises:
        WeightsError, LogError: a file could not be written; what was there before is untouched.
    """
    save_weights(parameters_of(network), info, path)
    save_log(log, log_beside(path))


def describe_pass(result: PassResult) -> str:
    """A pass's figures in one line."""
    line = f"pass {result.number:3d}  loss {result.training_loss:.4f}  error {result.training_error_percent:5.2f} %"
    if result.held_out:
        line += f"  held out {result.held_out.error_percent:5.2f} % ({result.held_out.errors:,})"
    if result.test_error_percent is not None:
        line += f"  test {result.test_error_percent:5.2f} %"
    return f"{line}  {result.seconds:.1f} s"
