"""The information that is kept with taught weights."""

import math
from dataclasses import replace
from datetime import datetime

import numpy as np

from model import __version__
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Rejection, Taught, WeightsInfo
from model.teaching.report import TeachingConfig, TeachingReport

LOWEST_SHARE = 0.34
"""The least share that may be accepted: below a third, two others together are likelier."""


def taught_rejection(rejection: Rejection, report: TeachingReport) -> Rejection:
    """Accept this person's writing, too: no digit is rejected that was read correctly while held out.

    Args:
        rejection: of the weights that teaching started from.
        report: the outcome.
    """
    right = report.penalties.argmin(axis=1) == report.labels
    shares = rejection.shares(report.penalties[right].astype(np.float64))[:, :NOT_A_DIGIT].max(axis=1)
    # Rounded down, so that these digits pass.
    lowest = math.floor(1000 * float(shares.min(initial=1.0))) / 1000
    return replace(rejection, least_share=min(rejection.least_share, max(lowest, LOWEST_SHARE)))


def taught_info(info: WeightsInfo, report: TeachingReport, config: TeachingConfig) -> WeightsInfo:
    """The information that belongs to a taught copy.

    Args:
        info: of the weights that teaching started from.
        report: the outcome.
        config: the recipe.
    """
    taught = Taught(
        digits=len(report.labels),
        of_each=tuple(int((report.labels == label).sum()) for label in range(10)),
        judged=len(report.judged),
        right_before=report.right_before,
        right_after=report.right_after,
        doubtful=len(report.doubts),
        left_out=sum(doubt.left_out for doubt in report.doubts),
        share=report.share,
        recipe=config.as_json(),
        mnist_test_error_percent_before=report.mnist_before.error_percent,
        seconds=round(report.seconds, 1),
        when=datetime.now().astimezone().isoformat(timespec="seconds"),
        version=__version__,
    )
    origin = replace(
        info.origin,
        taught=(*info.origin.taught, taught),
        mnist_test_errors=report.mnist_after.errors,
        mnist_test_error_percent=report.mnist_after.error_percent,
    )
    return replace(info, rejection=taught_rejection(info.rejection, report), origin=origin)
