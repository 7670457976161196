"""From process start to the window shown, and to the first answer to ink drawn the moment the window was there."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def _child(started: float) -> None:
    from PySide6.QtCore import QCoreApplication

    from tests.benchmarks.harness import open_measured_window, wait_for_answer

    application, window = open_measured_window()
    application.processEvents()  # the first paint
    window_s = time.time() - started
    from lenet_gui.smoke_test import STROKE, drag

    drag(window.canvas_panel.canvas, STROKE)
    wait_for_answer(window, window.service.generation)
    application.processEvents()
    answer_s = time.time() - started
    torch_after = "torch" in sys.modules
    window.close()
    QCoreApplication.processEvents()
    print(f"RESULT {window_s} {answer_s} {window.answer.text!r} {torch_after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _child(arguments.child)
        return
    from tests.benchmarks.harness import report

    windows: list[float] = []
    answers: list[float] = []
    for run in range(arguments.runs + 1):
        command = [sys.executable, __file__, "--child", repr(time.time())]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        line = next(line for line in printed.splitlines() if line.startswith("RESULT"))
        if run == 0:
            continue  # fills the disk's cache
        windows.append(float(line.split()[1]))
        answers.append(float(line.split()[2]))
    figures = {
        "window_s": round(statistics.median(windows), 3),
        "first_answer_s": round(statistics.median(answers), 3),
        "n": len(windows),
    }
    rows = [
        ("runs after one warm-up", str(len(windows))),
        ("window shown, median", f"{figures['window_s']} s  ({min(windows):.2f} to {max(windows):.2f})"),
        ("first answer, median", f"{figures['first_answer_s']} s  ({min(answers):.2f} to {max(answers):.2f})"),
    ]
    report("process start -> window, first answer", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
