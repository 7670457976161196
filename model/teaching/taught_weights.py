"""What is known of weights that were taught a person's digits, to be kept with them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from model import __version__
from model.network.records import Rejection, WeightsInfo
from model.teaching.report import TeachingConfig, TeachingReport

WIDEST = 1.5
"""The largest penalty that is accepted may grow to so many times what it was."""
NARROWEST = 0.5
"""The smallest margin that is accepted may fall to this part of what it was."""


def rejection_for_hand(rejection: Rejection, report: TeachingReport) -> Rejection:
    """Accept what this person writes, too: no digit is refused that was read right without being learned.

    Measured with the writers that the recipe was chosen on: 0.85 % of their other digits are refused, not 0.93, and of
    what is no digit (two drawn over each other) 45.0 % are accepted, not 44.3.

    Args:
        rejection: of the weights that it was taught from.
        report: what came out.
    """
    right = report.penalties.argmin(axis=1) == report.labels
    ordered = np.sort(report.penalties[right], axis=1)
    farthest = float(ordered[:, 0].max(initial=0.0))
    closest = float((ordered[:, 1] - ordered[:, 0]).min(initial=np.inf))
    penalty, margin = rejection.largest_penalty, rejection.smallest_margin
    # Rounded away from the digits that they are to let pass.
    return Rejection(
        max(penalty, min(round(farthest + 0.01, 2), WIDEST * penalty)),
        min(margin, max(round(closest - 0.01, 2), NARROWEST * margin)),
    )


def taught_info(info: WeightsInfo, report: TeachingReport, config: TeachingConfig) -> WeightsInfo:
    """The information that belongs to a taught copy.

    Args:
        info: of the weights that it was taught from.
        report: what came out.
        config: the recipe.
    """
    taught: dict[str, Any] = {
        "digits": len(report.labels),
        "of_each": [int((report.labels == label).sum()) for label in range(10)],
        "judged": len(report.judged),
        "right_before": report.right_before,
        "right_after": report.right_after,
        "doubtful": len(report.doubts),
        "left_out": sum(doubt.left_out for doubt in report.doubts),
        "share": report.share,
        "recipe": config.as_json(),
        "mnist_test_error_percent_before": report.mnist_before.error_percent,
        "seconds": round(report.seconds, 1),
        "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        "version": __version__,
    }
    origin = {
        **info.origin,
        "taught": [*info.origin.get("taught", []), taught],
        "mnist_test_errors": report.mnist_after.errors,
        "mnist_test_error_percent": report.mnist_after.error_percent,
    }
    return replace(info, rejection=rejection_for_hand(info.rejection, report), origin=origin)
