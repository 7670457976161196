"""What can go on beside the pen: training, teaching; and how late the event loop is meanwhile."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.teaching_process import TaughtWeights
from lenet_gui.workers.training_messages import Ended, Event, Progressed
from model.digits.drawing import Drawing, Stroke
from model.my_digits.digit import MyDigit
from model.training.presets import MODERN
from tests.benchmarks.pen import path
from tests.benchmarks.window import wait_for

TICK_MS = 5


class Lateness(QObject):
    """How much later than asked a steady timer comes: what everything else in the window waits for as well."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now


def wait_for_event(window: MainWindow, is_it: Callable[[Event], bool], otherwise: str) -> None:
    """Wait until training sends such an event."""

    def subscribe(done: Callable[[], None]) -> None:
        def on_event(event: Event) -> None:
            if is_it(event):
                done()

        window.training.training.happened.connect(on_event)

    wait_for(subscribe, otherwise)


def start_training(window: MainWindow) -> TrainingWindow:
    """Begin a long run in its own window and wait for its first pass."""
    training = window.training.show_window()
    training.setup_page.recipe.set_config(replace(MODERN, passes=1000))
    training.setup_page.start.click()
    wait_for_event(
        window,
        lambda event: isinstance(event, Progressed) and bool(event.progress.finished_pass),
        "no pass was finished",
    )
    return training


def stop_training(window: MainWindow, training: TrainingWindow) -> float:
    """Stop the run; milliseconds from the click to the end."""
    started = time.perf_counter()
    training.live.run_bar.stop.click()
    wait_for_event(window, lambda event: isinstance(event, Ended), "the run did not stop")
    return 1000 * (time.perf_counter() - started)


class RepeatedTeaching:
    """Twenty digits, two of each kind, taught again and again; how long each time took, in seconds."""

    def __init__(self, window: MainWindow) -> None:
        self.seconds: list[float] = []
        self._window = window
        self._started = 0.0
        random = np.random.default_rng(1)
        digits = [
            MyDigit.of(f"{k:032x}", k % 10, Drawing((Stroke(tuple(path(k, 12)), 0.06),)), "")
            for k in random.permutation(20).tolist()
        ]
        for digit in digits:
            window.people.book.apply(adding(digit))
        window.teaching.teaching.happened.connect(self._on_event)

    def go(self) -> None:
        """Begin."""
        self._started = time.perf_counter()
        self._window.teaching.teach()

    def _on_event(self, event: object) -> None:
        if isinstance(event, TaughtWeights):
            self.seconds.append(time.perf_counter() - self._started)
            self.go()
