"""From process start to the window shown, and to the first answer to ink drawn the moment the window was there.

A process with a bare PySide6 window of the same size starts in turn with the app; the ratios to the time until that is
shown can be compared between machines. ``peak_mb`` is the most memory that the window's process ever took, in MB of
1,000,000 bytes, once a digit was drawn and every view was open: why, what it finds, what if, the parameters, My digits.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# An installed program has its bytecode; the warm-up writes it where there is none yet.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from tests.benchmarks.harness import parser_of, report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

SIZE = (1180, 760)


def _painted(application: "QApplication", window: "QWidget") -> float:
    """Until a window that is being shown has been painted for the first time; the time then."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    painted: list[float] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose and not painted:
                QTimer.singleShot(0, lambda: painted.append(time.time()))  # Qt paints before that
            return False

    watch = Watch()
    window.windowHandle().installEventFilter(watch)
    while not painted:
        application.processEvents()
    return painted[0]


def _bare(started: float) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    return {"window": _painted(application, window) - started}


def _app(started: float) -> dict[str, float]:
    from lenet_gui.start import prepare

    prepare()
    from tests.benchmarks.window import open_measured_window, wait_for_answer

    application, window = open_measured_window()
    window_s = _painted(application, window) - started
    from lenet_gui.smoke_test import STROKE, drag
    from model.network.wiring import Unit

    drag(window.canvas_panel.canvas, STROKE)
    wait_for_answer(window, window.service.generation)
    application.processEvents()
    answer_s = time.time() - started
    window.inspector.ask_what_if()
    application.processEvents()
    window.network.view.choose(Unit("C3", 7, 4, 4))
    window.drawer.open_at(window.drawer.why_page)
    application.processEvents()
    window.findings.show_findings()
    while not window.drawer.findings_page.content.tiles.spoken_value():  # until MNIST's test digits are read
        application.processEvents()
    window.findings.show_neighbours()
    while not window.drawer.neighbours_page.content.tiles.spoken_value():
        application.processEvents()
    window.parameters.show_window()
    window.my_digits.show_window()
    while not window.drawings.tray.tiles.spoken_value():  # MNIST's test digits, of which the tray has ten
        application.processEvents()
    window.close()
    application.processEvents()
    return {"window": window_s, "answer": answer_s, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    """Of this process since it began."""
    if sys.platform == "linux":
        # Not getrusage: it remembers the process that started this one.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return float("nan")


CHILDREN: dict[str, Callable[[float], dict[str, float]]] = {"bare": _bare, "app": _app}


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", nargs=2, metavar=("WHICH", "STARTED"), help="for this script itself")
    arguments = parser.parse_args()
    if arguments.child:
        which, started = arguments.child
        print(f"RESULT {json.dumps(CHILDREN[which](float(started)))}")
        return
    runs: dict[str, list[dict[str, float]]] = {which: [] for which in CHILDREN}
    for turn in range(arguments.runs + 1):
        for which in CHILDREN:
            command = [sys.executable, __file__, "--child", which, repr(time.time())]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            line = next(line for line in printed.splitlines() if line.startswith("RESULT"))
            if turn:  # the first fills the disk's cache
                runs[which].append(json.loads(line.removeprefix("RESULT")))
    bare, windows = [run["window"] for run in runs["bare"]], [run["window"] for run in runs["app"]]
    answers, peaks = [run["answer"] for run in runs["app"]], [run["peak_mb"] for run in runs["app"]]
    figures = {
        "bare_window_s": round(median(bare), 3),
        "window_s": round(median(windows), 3),
        "first_answer_s": round(median(answers), 3),
        "window_ratio": round(median(windows) / median(bare), 2),
        "first_answer_ratio": round(median(answers) / median(bare), 2),
        "peak_mb": round(median(peaks), 1),
        "n": len(windows),
    }
    rows = [
        ("runs after one warm-up", str(len(windows))),
        ("bare window shown, median", f"{figures['bare_window_s']} s  ({min(bare):.2f} to {max(bare):.2f})"),
        ("window shown, median", f"{figures['window_s']} s  ({min(windows):.2f} to {max(windows):.2f})"),
        ("first answer, median", f"{figures['first_answer_s']} s  ({min(answers):.2f} to {max(answers):.2f})"),
        ("window, first answer : bare window", f"{figures['window_ratio']}, {figures['first_answer_ratio']}"),
        ("peak memory, every view open, median", f"{figures['peak_mb']} MB  ({min(peaks):.0f} to {max(peaks):.0f})"),
    ]
    report("process start -> window, first answer", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
