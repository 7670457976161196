"""No text is cut, squeezed or overlapped, in any view, at any size of window and of text, in either scheme."""

import itertools
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.activity.activities import Action, Activity
from lenet_gui.main_window import FIRST_SIZE, MainWindow
from lenet_gui.teaching.changed_digits import ChangedDigit
from lenet_gui.teaching.outcome_view import Pair
from model.network.taught import TaughtDigit
from tests.gui.conftest import AnswerOf
from tests.gui.fitting import problems_of
from tests.gui.line_heights import high
from tests.gui.painted import problems_painted
from tests.gui.states import BESIDE, STATES, bring_to, open_beside
from tests.model.hand import written
from tests.screenshots import press
from tests.test_wall import ROOT

SIZES = ((860, 560), (1024, 700), (1366, 768), (1600, 1000), (1920, 1080))
AT_SCALE_2 = """
import os
from PySide6.QtWidgets import QApplication, QTabWidget
from tests.benchmarks.window import open_measured_window, wait_for_answer
from tests.gui.fitting import problems_of
from tests.screenshots import draw, press, shown
application, window = open_measured_window()
wait_for_answer(window, 1)
draw(window)
window.penalties.asked.emit(4)
assert window.devicePixelRatioF() == 2

def check(view):
    view.setUpdatesEnabled(False)  # to paint it would take most of the time
    view.resize(1920, 1080)
    for text in (100, 150, 200):
        press(window, f"{text} %")
        for _ in range(9):  # a layout may ask for another
            application.processEvents()
            if not (problems := problems_of(view, may_elide=True)):
                break
        print(*problems, sep="\\n", end="")

check(window)
window.hide()
opening = window.parameters, window.my_digits, window.training, window.training_step
for opens in (*(each.show_window for each in opening), window.help.show_keys):
    before = shown(window)
    opens()
    (other,) = shown(window) - before
    check(other)
    for tabs in other.findChildren(QTabWidget):
        for index in range(1, tabs.count() if tabs.isVisible() else 0):
            tabs.setCurrentIndex(index)
            check(other)
    other.close()
window.close_at_once()
"""
"""3840x2160 pixels, in a process of its own: the scale is the application's."""
TEXTS = (100, 150, 200)
PAINTED = SIZES[:2]
"""Where texts have least room; there, all that is painted is looked at as well."""


def has_size(window: QWidget, width: int, height: int) -> bool:
    return (window.width(), window.height()) == (width, height)


def layouts(qtbot: QtBot, window: MainWindow, shown: QWidget, least_height: int = 0) -> list[str]:
    """Problems of what is shown, at all sizes of window and text; the scheme changes with each that is painted."""
    found = []
    schemes = itertools.cycle(("Light", "Dark"))
    for text in TEXTS:
        press(window, f"{text} %")
        for width, size_height in SIZES:
            is_painted, height = (width, size_height) in PAINTED, max(size_height, least_height)
            if is_painted:
                press(window, next(schemes))
            # To paint it each time would take most of the time.
            shown.setUpdatesEnabled(False)
            shown.resize(width, height)
            qtbot.waitUntil(partial(has_size, shown, width, height))
            for _ in range(9):  # a layout may ask for another
                QApplication.processEvents()
                if not (problems := problems_of(shown, may_elide=True)):
                    break
            shown.setUpdatesEnabled(True)
            problems += problems_painted(shown) if is_painted else []
            found += [f"{width}x{height}, text {text} %: {each}" for each in problems]
    press(window, "100 %")
    return found


@pytest.mark.parametrize("state", [*STATES, "activity"])
def test_texts_of_the_main_window_fit(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str) -> None:
    bring_to(drawn, answer_of, state)
    if state == "activity":
        of_run = Activity("Training: pass 126 of 200", Action.SHOW_TRAINING, "Show", 0.5)
        of_digits = Activity("Taught: 20 → 22 of 22 digits read correctly", Action.TAKE, "Use it")
        drawn.footer.activity.show_activities([of_run, of_digits])
    found = layouts(qtbot, drawn, drawn)
    assert not found, "\n".join(found)


def show_outcome(window: MainWindow) -> None:
    """Digits were taught: two are read differently, six labels look wrong, and there is more to say."""
    digits = written(1)
    bar = window.my_digits.show_window().teach_bar
    changed = [ChangedDigit(digits[1].drawing, 1, 7, 1), ChangedDigit(digits[9].drawing, 9, 9, 4)]
    pair = Pair(("default weights", "your weights"), (1234, 1239), 1250, (0.49, 0.51), changed, "")
    bar.show_outcome(pair, "Nothing has changed yet.", "6 labels look wrong; those digits were left out.", True)
    bar.doubts.show_doubts([(digit, TaughtDigit(digit.key, 4, 4, 4, looks_like=9)) for digit in digits[:6]])
    bar.set_taught(in_use=True, there=True)


PAGES = 5
"""Of the parameters."""


@pytest.mark.parametrize("name", [*BESIDE, "outcome", *(f"parameters {page}" for page in range(1, PAGES))])
def test_texts_of_the_other_windows_fit(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    window, _, page = name.partition(" ") if name.startswith("parameters") else (name, "", "")
    opened = open_beside(drawn, qtbot, "my digits" if name == "outcome" else window)
    drawn.hide()  # it would be laid out and painted each time, but is looked at in another test
    least_height = 0
    if name == "outcome":
        show_outcome(drawn)
        # At 200 % it fits the smallest window only with lines as high as DejaVu Sans has them.
        least_height = high(SIZES[0][1])
    elif page:
        drawn.parameters.show_window().tabs.setCurrentIndex(int(page))
    found = layouts(qtbot, drawn, opened, least_height)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("state", ["blank", "drawn", "why"])
def test_nothing_is_elided_at_the_first_size(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str) -> None:
    bring_to(drawn, answer_of, state)
    drawn.resize(*FIRST_SIZE)
    qtbot.waitUntil(partial(has_size, drawn, *FIRST_SIZE))
    QApplication.processEvents()
    assert not problems_of(drawn, may_elide=False)


def test_texts_fit_at_scale_2(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    environment["PYTHONPATH"] = str(ROOT)  # whatever the environment says of the current folder
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment["TMPDIR"] = str(scratch)
    command = [sys.executable, "-c", AT_SCALE_2]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert not list(scratch.iterdir())
    assert not (tmp_path / ".qttest").exists()  # Qt's place for the data of tests, which nothing would empty
