"""The information that is kept with taught weights."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from model import __version__
from model.json_records import to_json
from model.my_digits.digit import MyDigit
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Rejection
from model.network.taught import TaughtDigit, TeachingRound
from model.network.weights_info import WeightsInfo
from model.teaching.report import NOT_JUDGED, TeachingConfig, TeachingReport

LOWEST_SHARE = 0.34
"""The least share that may be accepted: below a third, two others together are likelier."""


def taught_rejection(rejection: Rejection, report: TeachingReport) -> Rejection:
    """Accept this person's writing, too: no digit is rejected that was read correctly while held out."""
    right = report.penalties.argmin(axis=1) == report.labels
    shares = rejection.shares(report.penalties[right].astype(np.float64))[:, :NOT_A_DIGIT].max(axis=1)
    # Rounded down, so that these digits pass.
    lowest = math.floor(1000 * float(shares.min(initial=1.0))) / 1000
    return replace(rejection, least_share=min(rejection.least_share, max(lowest, LOWEST_SHARE)))


def _each(report: TeachingReport, digits: Sequence[MyDigit]) -> tuple[TaughtDigit, ...]:
    doubts = {doubt.position: doubt for doubt in report.doubts}
    told = zip(digits, report.labels, report.answers_before, report.answers_held_out, strict=True)
    return tuple(
        TaughtDigit(
            key=digit.key,
            label=int(label),
            before=int(before),
            held_out=None if held_out == NOT_JUDGED else int(held_out),
            looks_like=doubts[at].looks_like if at in doubts else None,
            left_out=at in doubts and doubts[at].left_out,
            sure=digit.sure,
        )
        for at, (digit, label, before, held_out) in enumerate(told)
    )


def taught_info(
    info: WeightsInfo, report: TeachingReport, config: TeachingConfig, digits: Sequence[MyDigit]
) -> WeightsInfo:
    """The information that belongs to a taught copy.

    ``info`` is that of the weights that teaching started from; ``digits`` are in the order of the report.
    """
    taught = TeachingRound(
        digits=len(report.labels),
        of_each=tuple(int((report.labels == label).sum()) for label in range(10)),
        judged=len(report.judged),
        right_before=report.right_before,
        right_after=report.right_after,
        doubtful=len(report.doubts),
        left_out=sum(doubt.left_out for doubt in report.doubts),
        share=report.share,
        recipe=to_json(config),
        mnist_test_error_percent_before=report.mnist_before.error_percent,
        seconds=round(report.seconds, 1),
        when=datetime.now().astimezone().isoformat(timespec="seconds"),
        version=__version__,
        each=_each(report, digits),
    )
    origin = replace(
        info.origin,
        taught=(*(replace(earlier, each=()) for earlier in info.origin.taught), taught),
        mnist_test_errors=report.mnist_after.errors,
        mnist_test_error_percent=report.mnist_after.error_percent,
    )
    return replace(info, rejection=taught_rejection(info.rejection, report), origin=origin)
