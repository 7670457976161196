"""What is known of weights that were taught a person's digits, to be kept with them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from model import __version__
from model.records import Rejection, WeightsInfo
from model.teaching_records import TeachingConfig, TeachingReport

WIDEST = 1.5
"""The largest penalty that is accepted may grow to so many times what it was."""


def rejection_for_hand(rejection: Rejection, report: TeachingReport) -> Rejection:
    """Accept what this person writes, too: no digit that was read right without being learned is too far away.

    Of the writers that the recipe was chosen on this refuses fewer of the other digits (0.88 %, not 0.93), and lets
    pass hardly more of what is none (two digits drawn over each other: 44.6 %, not 44.3).

    Args:
        rejection: of the weights that it was taught from.
        report: what came out.
    """
    right = report.penalties.argmin(axis=1) == report.labels
    farthest = float(report.penalties[right].min(axis=1).max(initial=0.0))
    largest = rejection.largest_penalty
    return replace(rejection, largest_penalty=round(max(largest, min(farthest, WIDEST * largest)), 2))


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
