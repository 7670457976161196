"""What is known of weights that were taught a person's digits, to be kept with them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from model import __version__
from model.records import WeightsInfo
from model.teaching_records import TeachingConfig, TeachingReport


def taught_info(info: WeightsInfo, report: TeachingReport, config: TeachingConfig) -> WeightsInfo:
    """The information that belongs to a taught copy; when it refuses an answer stays as it was.

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
    return replace(info, origin=origin)
