"""What a run trains on and what it holds out, and the person's own digits in its checkpoint."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from model.digits.datasets import Digits, hold_out
from model.digits.reading import fingerprint, read_source
from model.errors import DataError
from model.network.architecture import FIELD_SIZE
from model.network.weights_info import OwnDigitsFacts, RunFacts
from model.strokes.extras import Extras
from model.strokes.reading import pen_fingerprint, read_pen_patterns
from model.training.checkpoint import CheckpointError
from model.training.log import TrainingLog
from model.training.loop import State
from model.training.own_digits import OwnDigits
from model.training.setup import RunSetup, counts_of

_IMAGES, _LABELS = "own/images", "own/labels"


@dataclass(frozen=True)
class RunDigits:
    """A run's digits, and what its log says of them.

    ``training`` holds a person's own digits as often as a pass shows them. ``held_out`` may be empty. ``extras`` is
    what a pass shows besides; None for nothing. ``left_out`` says what is wrong with pictures that cannot be read.
    """

    training: Digits
    held_out: Digits
    facts: RunFacts
    extras: Extras | None = None
    left_out: tuple[DataError, ...] = ()


def read_digits(setup: RunSetup, own: OwnDigits | None, on_read: Callable[[int, int], None]) -> RunDigits:
    """Read a run's digits, and hold out as many as its recipe says.

    Args:
        setup: its recipe and its source; that is not read where own digits are alone.
        own: a person's own digits. Beside others they are all trained on, and none of them is held out.
        on_read: see :func:`model.digits.reading.read_source`.

    Raises:
        FileError: the source cannot be used.
        ValueError: too few digits are there; the text says how many.
    """
    config = setup.config
    if own is not None and not len(own.digits):
        raise ValueError(f"There are no digits of {own.person} to train on.")
    alone = own is not None and own.share is None
    digits = own.digits if own is not None and alone else read_source(setup.data, config.split_seed, on_read)
    if config.held_out >= len(digits):
        raise ValueError(
            f"{config.held_out:,} digits cannot be held out of {len(digits):,}: leave at least one to train on."
        )
    training, held_out = hold_out(digits, config.held_out, config.split_seed)
    own_facts, whole = None, fingerprint(digits)
    if own is not None:
        part = own.part
        times = part.times(len(training))
        own_facts = OwnDigitsFacts(part.person, part.count, part.share, times, fingerprint(own.digits))
        if not alone:
            training = own.beside(training)
    extras, strokes = _extras(setup, training)
    trained_on = len(training) + (len(extras) if extras else 0)
    facts = RunFacts(training.name, whole, own_facts, trained_on, len(held_out), strokes)
    return RunDigits(training, held_out, facts, extras, digits.left_out)


def _extras(setup: RunSetup, training: Digits) -> tuple[Extras | None, str]:
    """What a pass shows besides these digits, and the fingerprint of the strokes that it is made from."""
    config = setup.config
    if not config.pen_share and not config.rubbish:
        return None, ""
    patterns = [pattern for source in setup.data.strokes for pattern in read_pen_patterns(source)]
    if config.pen_share and all(pattern.label is None for pattern in patterns):
        raise ValueError("The recipe has pen digits in a pass, but no file of pen strokes with digits was given.")
    counts = counts_of(replace(config, held_out=0), len(training))
    extras = Extras(
        patterns,
        counts.pen,
        counts.rubbish,
        config.rubbish_mix,
        training.images,
        config.seed,
        pen_field=config.pen_field,
    )
    return extras, pen_fingerprint(patterns)


def state_of_own(own: OwnDigits | None) -> State:
    """What a checkpoint keeps of a person's own digits: all of them, so that nothing can be changed meanwhile."""
    if own is None:
        return {}
    return {_IMAGES: torch.tensor(own.digits.images), _LABELS: torch.tensor(own.digits.labels)}


def take_own(log: TrainingLog, state: State, checkpoint: Path) -> OwnDigits | None:
    """Take a person's own digits out of a checkpoint's state again.

    Raises:
        CheckpointError: its log says that there are some, but they are not there whole.
    """
    part, facts = log.setup.own, log.facts.own_digits
    if part is None or facts is None:
        return None
    nothing = torch.empty(0)
    images, labels = (state.pop(name, nothing) for name in (_IMAGES, _LABELS))
    fits = (
        images.dtype == labels.dtype == torch.uint8
        and images.shape == (part.count, FIELD_SIZE, FIELD_SIZE)
        and labels.shape == (part.count,)
        and not (labels > 9).any()
    )
    digits = Digits(images.numpy(), labels.numpy(), part.title) if fits else None
    if digits is None or fingerprint(digits) != facts.fingerprint:
        raise CheckpointError(checkpoint, f"The checkpoint no longer holds the digits of {part.person} whole.")
    return OwnDigits(part.person, digits, part.share)
