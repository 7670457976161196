"""The line that says what is going on or waits: what it says, and what a click does."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.activity.activities import Action, Activity, of_teaching
from lenet_gui.activity.run_activity import of_run
from lenet_gui.activity.strip import ActivityStrip
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding, removing
from lenet_gui.smoke_test import DIGIT
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.workers.training_messages import Found
from model.assets import shipped_weights
from model.network.records import WeightsKind
from model.network.taught import TaughtDigit, TeachingRound
from model.network.weights_info import Origin, WeightsInfo
from model.training.log import TrainingLog
from model.training.progress import Progress
from model.training.recipes import TrainingConfig
from model.training.setup import RunSetup
from tests.gui.conftest import settle
from tests.model.hand import written
from tests.model.networks import lively_parameters

LOG = TrainingLog(RunSetup(TrainingConfig(passes=200)))
RUNNING = RunState(Phase.RUNNING, log=LOG, progress=Progress(2550, 20_000, 26, 0.1, 0.01))
TAUGHT = "Taught: 20 → 22 of 22 digits read correctly"
TAUGHT_NOTHING = "Taught: 22 of 22 digits read correctly, as before"
FINE = TeachingRound(judged=22, right_before=20, right_after=22, share=1.0, each=(TaughtDigit("k", 4, 4, 4),))
ALONE = replace(FINE, each=(TaughtDigit("k", 4, 4, None),))


@pytest.fixture
def toured(settings: Settings) -> None:
    """Before the window is made: the tour is not offered."""
    settings.keep("has_toured", True)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RunState(), None),
        (RunState(Phase.PREPARING), ("Training: reading the digits", Action.SHOW_TRAINING, "Show")),
        (RUNNING, ("Training: pass 26 of 200", Action.SHOW_TRAINING, "Show")),
        (replace(RUNNING, paused=True), ("Training paused in pass 26 of 200", Action.SHOW_TRAINING, "Show")),
        (RunState(Phase.ENDED, log=LOG), ("A training run has ended", Action.SHOW_TRAINING, "Review")),
        (RunState(Phase.ENDED, log=LOG, used=3), None),
        (RunState(Phase.ENDED, log=LOG, saved_as=Path("x")), None),
        (
            RunState(interrupted=Found(Path("x"), LOG)),
            ("A run was interrupted after pass 0 of 200", Action.RESUME, "Resume"),
        ),
    ],
)
def test_a_run_is_told_with_what_can_be_done(state: RunState, expected: tuple[str, Action, str] | None) -> None:
    activity = of_run(state)
    assert (activity and (activity.words, activity.action, activity.button)) == expected


def test_the_share_of_a_run_that_is_done_is_shown() -> None:
    activity = of_run(RUNNING)
    assert activity is not None
    assert activity.share == pytest.approx(2550 / 20_000)


@pytest.mark.parametrize(
    ("share", "waiting", "new", "expected"),
    [
        (None, None, 0, None),
        (None, None, 1, ("1 digit not taught yet", Action.TEACH, "Teach")),
        (None, None, 7, ("7 digits not taught yet", Action.TEACH, "Teach")),
        (0.45, None, 7, ("Teaching: 45 %", Action.SHOW_DIGITS, "Show")),
        (None, FINE, 3, (TAUGHT, Action.TAKE, "Use it")),
        # What has to be looked at is not taken with one click.
        (None, ALONE, 0, (TAUGHT, Action.SHOW_DIGITS, "Review")),
        (None, replace(FINE, share=0.0), 0, (TAUGHT, Action.SHOW_DIGITS, "Review")),
        (None, replace(FINE, right_before=22), 0, (TAUGHT_NOTHING, Action.SHOW_DIGITS, "Review")),
        (None, replace(ALONE, judged=0), 0, ("The network was taught your digits", Action.SHOW_DIGITS, "Review")),
    ],
)
def test_teaching_is_told_with_what_can_be_done(
    share: float | None, waiting: TeachingRound | None, new: int, expected: tuple[str, Action, str] | None
) -> None:
    activity = of_teaching(share, waiting, new)
    assert (activity and (activity.words, activity.action, activity.button)) == expected


def test_the_strip_is_empty_where_there_is_nothing(qtbot: QtBot) -> None:
    strip = ActivityStrip()
    qtbot.addWidget(strip)
    strip.show_activities([None, None])
    assert strip.isHidden()
    one, other = Activity("A run", Action.RESUME, "Resume"), Activity("Digits", Action.TEACH, "Teach")
    strip.show_activities([one, other])
    assert strip.isVisible()
    assert strip.words == ["A run: Resume", "Digits: Teach"]
    with qtbot.waitSignal(strip.wanted) as wanted:
        QTest.mouseClick(strip.buttons()[1], Qt.MouseButton.LeftButton)
    assert wanted.args == [Action.TEACH]
    strip.show_activities([None, other])
    assert strip.words == ["Digits: Teach"]


# In the window

DIGITS = written(2)[:10]


def info_of(taught: TeachingRound) -> WeightsInfo:
    return WeightsInfo(origin=Origin(taught=(taught,)))


@pytest.mark.usefixtures("toured")
def test_new_digits_are_counted_and_found_at_the_start(qtbot: QtBot, live_window: MainWindow) -> None:
    strip = live_window.footer.activity
    assert strip.isHidden()
    for digit in DIGITS:
        live_window.people.book.apply(adding(digit))
    settle(qtbot, live_window)
    assert strip.words == ["10 digits not taught yet: Teach"]
    live_window.people.book.apply(removing(*(digit.key for digit in DIGITS)))
    assert strip.isHidden()


@pytest.mark.usefixtures("toured")
def test_what_waits_is_taken_with_a_click(qtbot: QtBot, live_window: MainWindow) -> None:
    strip = live_window.footer.activity
    live_window.taught.put_waiting(lively_parameters(seed=5), info_of(replace(FINE, each=())), shipped_weights())
    assert strip.words == [f"{TAUGHT}: Use it"]
    with qtbot.waitSignal(live_window.service.weights_changed):
        strip.buttons()[0].click()
    settle(qtbot, live_window)
    assert strip.isHidden()
    assert live_window.service.weights is not None
    assert live_window.service.weights.kind is WeightsKind.PERSONAL


def test_what_has_to_be_looked_at_opens_my_digits(live_window: MainWindow) -> None:
    digit = DIGITS[0]
    live_window.people.book.apply(adding(digit))
    each = (TaughtDigit(digit.key, digit.label, digit.label, None),)
    live_window.taught.put_waiting(lively_parameters(seed=5), info_of(replace(FINE, each=each)), shipped_weights())
    live_window.footer.activity.buttons()[0].click()
    window = live_window.my_digits.window
    assert window is not None
    assert window.teach_bar.outcome.isVisible()
    assert "not judged" in window.teach_bar.words


def test_what_could_not_be_judged_is_not_urged(live_window: MainWindow) -> None:
    digit = DIGITS[0]
    live_window.people.book.apply(adding(digit))
    each = (TaughtDigit(digit.key, digit.label, digit.label, None),)
    live_window.taught.put_waiting(
        lively_parameters(seed=5), info_of(TeachingRound(share=1.0, each=each)), shipped_weights()
    )
    bar = live_window.my_digits.show_window().teach_bar
    assert bar.use.isEnabled()
    assert not bar.outcome.bars[0].isVisible()
    role = QPalette.ColorRole.Button
    assert bar.use.palette().color(role) == bar.discard.palette().color(role)


def test_teach_asks_where_it_has_to(qtbot: QtBot, live_window: MainWindow) -> None:
    live_window.people.book.apply(adding(DIGITS[0]))
    settle(qtbot, live_window)
    live_window.footer.activity.buttons()[0].click()
    qtbot.waitUntil(lambda: live_window.my_digits.window is not None)
    window = live_window.my_digits.window
    assert window is not None
    qtbot.waitUntil(window.teach_bar.anyway.isVisible)


@pytest.mark.usefixtures("toured")
def test_nothing_is_looked_for_where_nothing_was_left(qtbot: QtBot, live_window: MainWindow) -> None:
    live_window.activity.look()
    settle(qtbot, live_window)
    assert live_window.footer.activity.isHidden()
    assert live_window._training is None  # nor is anything loaded for it


def test_nothing_moves_when_an_activity_comes(live_window: MainWindow, qtbot: QtBot) -> None:
    strip, footer = live_window.footer.activity, live_window.footer
    strip.show_activities([])
    qtbot.waitUntil(strip.isHidden)
    high = footer.height()
    strip.show_activities([Activity("Training: pass 126 of 200", Action.SHOW_TRAINING, "Show", 0.5)])
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: strip.width() > 0)
    assert footer.height() == high


def test_what_an_open_window_tells_is_not_announced_here(qtbot: QtBot, drawn: MainWindow, said: list[str]) -> None:
    """A second announcement cuts off the first, which says more."""
    drawn.my_digits.show_window()
    drawn.naming.buttons[DIGIT].click()
    qtbot.waitUntil(lambda: drawn.footer.activity.words == ["1 digit not taught yet: Teach"])
    assert "1 digit not taught yet: Teach" not in said
    strip = ActivityStrip()
    qtbot.addWidget(strip)
    for told in (True, False):
        strip.show_activities([Activity(f"Taught {told}", Action.TAKE, f"Use it {told}")], [told])
    assert "Taught True: Use it True" not in said
    assert said[-1] == "Taught False: Use it False"
