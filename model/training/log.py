"""What is kept of a run besides its weights: every setting, seed and version, and the figures of every pass."""

import json
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import FileError, damage, told_as
from model.files import check_size, written_whole
from model.json_records import from_json, to_json
from model.limits import LARGEST_LOG_BYTES, MOST_DIGITS
from model.network.records import Evaluation
from model.network.weights_info import RunFacts
from model.training.progress import PassResult
from model.training.setup import OwnPart, RunSetup

FORMAT = "lenet5-training-1"


class LogError(FileError):
    """A training log cannot be written or read."""


class Outcome(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    """Not over; on disk, one that was interrupted."""
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class TrainingLog:
    """A run as it is remembered; ``facts`` is what was found when it started."""

    setup: RunSetup
    facts: RunFacts = field(default_factory=RunFacts)
    passes: tuple[PassResult, ...] = ()
    outcome: Outcome = Outcome.RUNNING

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "setup": to_json(replace(self.setup, own=None)),  # they are among the facts
            "facts": to_json(self.facts),
            "passes": [_pass_as_json(result) for result in self.passes],
            "outcome": self.outcome.value,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "TrainingLog":
        """Back from :meth:`as_json`; what other versions wrote besides is passed over.

        Raises:
            ValueError, TypeError, KeyError: the values are not a log's.
        """
        if values["format"] != FORMAT:
            raise ValueError("another format")
        setup, facts = from_json(RunSetup, values["setup"]), from_json(RunFacts, values["facts"])
        own = facts.own_digits
        setup = replace(setup, own=None if own is None else OwnPart(own.person, own.count, own.share))
        log = cls(setup, facts, tuple(map(_pass_from_json, values["passes"])), Outcome(values["outcome"]))
        if [result.number for result in log.passes] != list(range(1, len(log.passes) + 1)):
            raise ValueError("the passes must be numbered from 1 on")
        if len(log.passes) > log.setup.config.passes:
            raise ValueError(f"there must be at most {log.setup.config.passes} passes, not {len(log.passes)}")
        return log


_COUNTED = tuple(each.name for each in fields(Evaluation))


def _pass_as_json(result: PassResult) -> dict[str, Any]:
    counted = {name: result.held_out and getattr(result.held_out, name).tolist() for name in _COUNTED}
    figures = to_json(replace(result, held_out=None))
    return figures | counted | {"held_out_error_percent": result.held_out_error_percent}


def _pass_from_json(values: dict[str, Any]) -> PassResult:
    held_out = None
    if values["confusion"] is not None:
        confusion, mistakes, answers = (np.array(values[name], dtype=np.int64) for name in _COUNTED)
        if confusion.shape != (10, 10) or not 0 <= confusion.min() <= confusion.max() <= MOST_DIGITS:
            raise ValueError("a confusion matrix is 10 x 10 counts")
        held_out = Evaluation(confusion, mistakes, answers)
        wrong = (held_out.count - confusion.trace(),)
        if not mistakes.shape == answers.shape == wrong or not held_out.count:
            raise ValueError("each mistake has one answer")
        if not ((mistakes >= 0) & (mistakes < held_out.count) & (answers >= 0) & (answers <= 9)).all():
            raise ValueError("a mistake is one of the digits, and an answer is 0 to 9")
    result = from_json(PassResult, {**values, "held_out": None})
    if not all(np.isfinite(value) for value in vars(result).values() if value is not None):
        raise ValueError("a figure of a pass is not finite")
    return replace(result, held_out=held_out)


def log_beside(weights: Path) -> Path:
    """Where the log of these weights belongs. Only .safetensors is left out, so that rate-0.01 and rate-0.02 differ."""
    name = weights.stem if weights.suffix == ".safetensors" else weights.name
    return weights.with_name(f"{name}.training.json")


def save_log(log: TrainingLog, path: Path) -> None:
    """Write a log, whole or not at all.

    Raises:
        LogError: it could not be written.
    """
    with told_as(LogError, path, "The training log could not be saved"), written_whole(path) as temporary:
        temporary.write_text(json.dumps(log.as_json()), encoding="utf-8")


def load_log(path: Path) -> TrainingLog:
    """Read a log back.

    Raises:
        LogError: the file cannot be read or is no training log.
    """
    check_size(path, LARGEST_LOG_BYTES, LogError)
    try:
        with told_as(LogError, path, "The file cannot be read"):
            return TrainingLog.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise LogError(path, f"This is not a training log of this program ({damage(error)}).") from error
