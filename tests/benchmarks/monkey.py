"""Random events over all windows: what breaks, how long the slowest step takes, and what is left afterwards.

The window runs in a process of its own, with a home of its own, so that a crash is seen and nothing of the person's is
touched. A step is one thing that a person could do to whatever window is in front: a click, a stroke, a key, the wheel,
an entry of a menu, another size, closing. Its time is what passes until the event loop is ready for the next one; the
processor's time of the same thread is less than that where other programs are busy. Files are chosen by name only, in
that home: clicks in a file dialog could reach any file of the machine.

At first every entry of every menu is chosen once, and then every button of every window pressed, among other steps,
and a run's curves are shown before, which chance may reach late or never: what grows later is not a window that was
opened late. Now and then all windows but the main one are closed, that gets its first size again, the clipboard is
emptied, and memory is read once they are painted: all these would make more of a difference than what is left behind.
``memory_first_mb`` and ``memory_second_mb`` are the means over the two halves, after a tenth of the steps to warm up.

With PySide6 6.10 and 6.11 a segmentation fault may be two exceptions, in methods that one call from Python led Qt to.
The exit status is 1 after an exception or a warning of Qt's, where something is left, or where the program ended early.
"""

import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QMenuBar, QWidget

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.network.weights_info import RunFacts
from model.training.log import TrainingLog
from model.training.presets import MODERN
from model.training.setup import RunSetup
from tests.benchmarks.harness import parser_of, report
from tests.benchmarks.problems import Problems
from tests.benchmarks.this_process import memory_mb, processes
from tests.benchmarks.window import open_measured_window

LIMIT_S = 4 * 3600
_TOUR_STEPS = 4
"""Between two entries or buttons that have their turn: all have had it in the first tenth of 50,000 steps."""
_READ_STEPS, _REST_ROUNDS = 500, 10
"""Between two readings of memory, and rounds of the event loop before each: to close, paint and free."""
KEYS = [
    *(Qt.Key(first + number) for first, many in ((Qt.Key.Key_0, 10), (Qt.Key.Key_A, 26)) for number in range(many)),
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_F1,
]  # fmt: skip
MODIFIERS = [Qt.KeyboardModifier.NoModifier] * 6 + [
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
]  # fmt: skip


class Monkey(QObject):
    """Does one thing after the other to the windows of this process."""

    def __init__(self, window: MainWindow, steps: int, chance: random.Random) -> None:
        super().__init__()
        self._window, self._steps, self._chance = window, steps, chance
        self._size, self._rest = window.size(), 0
        self.done = 0
        self.problems = Problems(lambda: f"step {self.done}, after {' | '.join(self._did)}")
        self.slowest_s = self.slowest_cpu_s = 0.0
        self.slowest = self.slowest_cpu = ""
        self.memory_mb: list[float] = []
        self._toured: set[str] = set()
        self._did: deque[str] = deque(["start"], maxlen=8)
        self._began = self._began_cpu = 0.0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._step)
        self._next.start()

    def _step(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        if self.done:
            if cpu - self._began_cpu > self.slowest_cpu_s:
                self.slowest_cpu_s, self.slowest_cpu = cpu - self._began_cpu, self._did[-1]
            if now - self._began > self.slowest_s:
                self.slowest_s, self.slowest = now - self._began, self._did[-1]
        if self.done % _READ_STEPS == 0:
            if self._rest < _REST_ROUNDS:
                self._tidy()
                return
            self._rest = 0
            self.memory_mb.append(memory_mb())
        self.done += 1
        if self.done > self._steps:
            self._window.close_at_once()
            QApplication.exit(0)
            return
        # Started anew for each step: menus that wait for a choice within a step do not hold up the next.
        self._next.start()
        self._began, self._began_cpu = time.perf_counter(), time.thread_time()
        self._act()

    def _tidy(self) -> None:
        self._rest += 1
        self._next.start()
        self._began, self._began_cpu = time.perf_counter(), time.thread_time()
        if self._rest == 1:
            self._did.append("close all")
            for window in QApplication.topLevelWidgets():
                if window.isVisible() and window is not self._window:
                    window.close()
            self._window.resize(self._size)
            QGuiApplication.clipboard().clear()

    def _act(self) -> None:
        chance, target = self._chance, self._target()
        if isinstance(target, QFileDialog):
            self._answer(target)
        elif self.done % _TOUR_STEPS == 0 and not isinstance(target, QMenu) and self._go_on_tour():
            return
        elif isinstance(target, QMenu) or chance.random() < 0.03:
            self._choose(target)
        else:
            parts = [part for part in target.findChildren(QWidget) if part.isVisible() and part.isEnabled()]
            part = chance.choice([target, *parts])
            if part.width() > 0 and part.height() > 0:
                chance.choice(
                    [self._click, self._click, self._click, self._press, self._press, self._roll, self._drag]
                )(part)
            if chance.random() < 0.01:
                target.resize(chance.randint(100, 1600), chance.randint(100, 1200))
            if chance.random() < 0.01 and target is not self._window:
                self._did.append(f"close {name_of(target)}")
                target.close()

    def _target(self) -> QWidget:
        inner = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if inner is not None:
            return inner
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return self._chance.choice([*windows, self._window])

    def _answer(self, dialog: QFileDialog) -> None:
        name = self._chance.choice(["a.jsonl", "b.jsonl.gz", "c.safetensors", "d.png", "e.training.json", "f.csv"])
        self._did.append(f"file {name}")
        if self._chance.random() < 0.3:
            dialog.reject()
        else:
            dialog.fileSelected.emit(str(Path.home() / name))
            dialog.done(QFileDialog.DialogCode.Accepted)

    def _choose(self, target: QWidget) -> None:
        """Something of a menu; never the end of the program."""
        actions = target.actions() if isinstance(target, QMenu) else self._entries()
        if isinstance(target, QMenu):
            target.close()
        self._trigger(actions)

    def _entries(self) -> list[QAction]:
        """Those of all menus. Not to be kept: some menus are filled anew."""
        return [action for menu in self._window.findChildren(QMenu) for action in menu.actions()]

    def _go_on_tour(self) -> bool:
        """Choose an entry that has not had its turn, or press such a button; False if there is none."""
        entries = [action for action in self._entries() if action.text() not in self._toured]
        if entries:
            self._toured.add(entries[0].text())
            self._trigger(entries[:1])
            return True
        buttons = {
            f"{type(window).__name__} {name_of(button)}": button
            for window in QApplication.topLevelWidgets()
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled()
        }
        fresh = sorted(buttons.keys() - self._toured)
        if fresh:
            self._toured.add(fresh[0])
            self._did.append(f"press {fresh[0]}")
            QTest.mouseClick(buttons[fresh[0]], Qt.MouseButton.LeftButton)
        return bool(fresh)

    def _trigger(self, actions: list[QAction]) -> None:
        """One of them that can be chosen and does not end the program."""
        quits = QAction.MenuRole.QuitRole
        can = [each for each in actions if each.isEnabled() and each.menuRole() is not quits and each.menu() is None]
        if can:
            action = self._chance.choice(can)
            self._did.append(f"menu {action.text()}")
            action.trigger()

    def _somewhere(self, part: QWidget) -> QPoint:
        return QPoint(self._chance.randrange(part.width()), self._chance.randrange(part.height()))

    def _click(self, part: QWidget) -> None:
        if isinstance(part, QMenuBar):  # its menus are chosen from directly
            return
        self._did.append(f"click {name_of(part)}")
        button = Qt.MouseButton.LeftButton if self._chance.random() < 0.9 else Qt.MouseButton.RightButton
        click = QTest.mouseDClick if self._chance.random() < 0.1 else QTest.mouseClick
        click(part, button, self._chance.choice(MODIFIERS), self._somewhere(part))

    def _press(self, part: QWidget) -> None:
        key, modifier = self._chance.choice(KEYS), self._chance.choice(MODIFIERS)
        if key in (Qt.Key.Key_Q, Qt.Key.Key_W) and modifier is Qt.KeyboardModifier.ControlModifier:
            return  # in the main window they end the program
        self._did.append(f"key {key.name} {modifier.name} {name_of(part)}")
        QTest.keyClick(part, key, modifier)

    def _roll(self, part: QWidget) -> None:
        self._did.append(f"wheel {name_of(part)}")
        at, none = QPointF(self._somewhere(part)), Qt.MouseButton.NoButton
        by = QPoint(0, self._chance.choice([-240, -120, 120, 240]))
        phase = Qt.ScrollPhase.NoScrollPhase
        where, modifiers = QPointF(part.mapToGlobal(at)), self._chance.choice(MODIFIERS)
        QApplication.sendEvent(part, QWheelEvent(at, where, QPoint(), by, none, modifiers, phase, False))

    def _drag(self, part: QWidget) -> None:
        canvas = self._window.canvas_panel.canvas
        if self._chance.random() < 0.5 and QApplication.activeModalWidget() is None:
            self._did.append("stroke")
            drag(canvas, tuple((x + self._chance.gauss(0, 0.03), y) for x, y in STROKE))
            return
        self._did.append(f"drag {name_of(part)}")
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(part, left, Qt.KeyboardModifier.NoModifier, self._somewhere(part))
        for _ in range(4):
            QTest.mouseMove(part, self._somewhere(part))
        QTest.mouseRelease(part, left, Qt.KeyboardModifier.NoModifier, self._somewhere(part))


def name_of(part: QWidget) -> str:
    text = getattr(part, "text", str)
    return f"{type(part).__name__} {part.accessibleName() or (text() if callable(text) else text)}".strip()


def be_a_monkey(steps: int, seed: int) -> dict[str, object]:
    threads = threading.active_count()
    application, window = open_measured_window()
    window.training.show_window().show_past(TrainingLog(RunSetup(MODERN), RunFacts(trained_on=1000)))
    monkey = Monkey(window, steps, random.Random(seed))
    began = time.perf_counter()
    application.exec()
    seconds = time.perf_counter() - began
    window.shut_down()
    application.processEvents()
    gc.collect()
    left = [thread.name for thread in threading.enumerate()][threads:]
    warm = monkey.memory_mb[len(monkey.memory_mb) // 10 :]
    halves = warm[: len(warm) // 2], warm[len(warm) // 2 :]
    first, second = (sum(half) / max(1, len(half)) for half in halves)
    return {
        "steps": min(monkey.done, steps),
        "exceptions": len(monkey.problems.exceptions),
        "qt_warnings": len(monkey.problems.warnings),
        "slowest_s": round(monkey.slowest_s, 3),
        "slowest_cpu_s": round(monkey.slowest_cpu_s, 3),
        "slowest": monkey.slowest,
        "slowest_cpu": monkey.slowest_cpu,
        "processes_left": len(processes()),
        "threads_left": left,
        "memory_first_mb": round(first, 1),
        "memory_second_mb": round(second, 1),
        "seconds": round(seconds, 1),
    }


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--steps", type=int, default=50_000, help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the steps (default: %(default)s)")
    parser.add_argument("--child", action="store_true", help="for this script itself")
    arguments = parser.parse_args()
    if arguments.child:
        print(f"RESULT {json.dumps(be_a_monkey(arguments.steps, arguments.seed))}")
        return
    with tempfile.TemporaryDirectory(prefix="lenet-benchmark-", ignore_cleanup_errors=True) as home:
        environment = {**os.environ, "HOME": home}
        command = [sys.executable, "-X", "faulthandler", __file__, "--child"]
        command += ["--steps", str(arguments.steps), "--seed", str(arguments.seed)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, cwd=home, env=environment, timeout=LIMIT_S, check=False
        )
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT")), None)
    if done.returncode or line is None:
        sys.exit(f"the process ended with status {done.returncode}")
    figures = json.loads(line.removeprefix("RESULT"))
    report("random events", [(name, str(value)) for name, value in figures.items()], figures, arguments.json)
    early = figures["steps"] < arguments.steps
    if early or any(figures[bad] for bad in ("exceptions", "qt_warnings", "processes_left", "threads_left")):
        sys.exit(1)


if __name__ == "__main__":
    main()
