"""The information that is kept with taught weights."""

from dataclasses import replace
from datetime import datetime

import numpy as np

from model import __version__
from model.network.records import Rejection, Taught, WeightsInfo
from model.teaching.report import TeachingConfig, TeachingReport

WIDEST = 1.5
"""By what factor the largest accepted penalty may grow."""
NARROWEST = 0.5
"""By what factor the smallest accepted margin may shrink."""


def taught_rejection(rejection: Rejection, report: TeachingReport) -> Rejection:
    """Accept this person's writing, too: no digit is rejected that was read correctly while held out.

    Measured with the writers that the recipe was chosen on: 0.85 % of their other digits are rejected instead of
    0.93, and 45.0 % of non-digits (two digits drawn over each other) are accepted instead of 44.3.

    Args:
        rejection: of the weights that teaching started from.
        report: the outcome.
    """
    right = report.penalties.argmin(axis=1) == report.labels
    ordered = np.sort(report.penalties[right], axis=1)
    farthest = float(ordered[:, 0].max(initial=0.0))
    closest = float((ordered[:, 1] - ordered[:, 0]).min(initial=np.inf))
    penalty, margin = rejection.largest_penalty, rejection.smallest_margin
    # Rounded so that these digits pass.
    return Rejection(
        max(penalty, min(round(farthest + 0.01, 2), WIDEST * penalty)),
        min(margin, max(round(closest - 0.01, 2), NARROWEST * margin)),
    )


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
