"""What was taught and waits: it outlives the program, goes with its digits, and is taken or discarded."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding, relabelling, removing
from lenet_gui.teaching.record import came_from, not_taught
from lenet_gui.workers.teaching_process import Start
from model.assets import shipped_weights
from model.my_digits.digit import MyDigit
from model.my_digits.people import Profiles, WeightsFile
from model.network.records import WeightsKind
from model.network.taught import TaughtDigit, TeachingRound
from model.network.weights import load_weights, save_weights
from model.network.weights_info import Origin, WeightsIdentity, WeightsInfo
from tests.gui.conftest import problem_told, settle
from tests.gui.teaching.test_teaching import teach_anyway
from tests.model.hand import written
from tests.model.networks import lively_parameters
from tests.model.samples import same_parameters

DIGITS = tuple(written(1)[:4])
NETWORK = lively_parameters(seed=5)
StartedAgain = Callable[..., MainWindow]


def info_of(digits: tuple[MyDigit, ...]) -> WeightsInfo:
    each = tuple(TaughtDigit(digit.key, digit.label, digit.label, digit.label, sure=digit.sure) for digit in digits)
    return WeightsInfo(origin=Origin(taught=(TeachingRound(digits=len(digits), share=1.0, each=each),)))


def let_wait(qtbot: QtBot, window: MainWindow, base: Start | None = None) -> None:
    """Four digits have been kept and taught."""
    for digit in DIGITS:
        window.people.book.apply(adding(digit))
    window.taught.put_waiting(NETWORK, info_of(DIGITS), base or shipped_weights())
    settle(qtbot, window)


@pytest.mark.parametrize("done", ["take", "discard"])
def test_what_another_window_has_taught_since_waits_on(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles, done: str
) -> None:
    let_wait(qtbot, live_window)
    path = profiles.weights("me", WeightsFile.WAITING)
    assert path is not None
    save_weights(lively_parameters(seed=7), info_of(DIGITS[:2]), path)
    getattr(live_window.taught, done)()
    qtbot.waitUntil(lambda: live_window.taught.waiting is None)
    settle(qtbot, live_window)
    assert load_weights(path)[1] == info_of(DIGITS[:2])


def test_what_waits_is_found_again_at_the_next_start(
    qtbot: QtBot, live_window: MainWindow, started_again: StartedAgain, profiles: Profiles
) -> None:
    let_wait(qtbot, live_window)
    assert not live_window.personal.in_use
    window = started_again(WeightsKind.DEFAULT)
    assert window.taught.waiting is None
    with qtbot.waitSignal(window.taught.changed):
        window.taught.read()
    settle(qtbot, window)
    waiting = window.taught.waiting
    assert waiting is not None
    assert same_parameters(waiting.network, NETWORK)
    assert waiting.base == shipped_weights()
    assert window.taught.not_taught == 0
    # Taken, it is there at the next start but no longer waits.
    with qtbot.waitSignal(window.service.weights_changed):
        window.taught.take()
    settle(qtbot, window)
    assert window.taught.waiting is None
    assert window.taught.kept == info_of(DIGITS).origin.taught[-1]
    assert profiles.weights("me", WeightsFile.WAITING) is None
    path = profiles.weights("me")
    assert path is not None
    assert same_parameters(load_weights(path)[0], NETWORK)
    assert profiles.weights("me", WeightsFile.BASE) is None


def test_what_it_was_taught_from_is_kept_with_it(
    qtbot: QtBot, live_window: MainWindow, started_again: StartedAgain, profiles: Profiles
) -> None:
    base = lively_parameters(seed=6)
    let_wait(qtbot, live_window, (base, WeightsInfo()))
    window = started_again(WeightsKind.DEFAULT)
    window.taught.read()
    qtbot.waitUntil(lambda: window.taught.waiting is not None)
    with qtbot.waitSignal(window.service.weights_changed):
        window.taught.take()
    settle(qtbot, window)
    path = profiles.weights("me", WeightsFile.BASE)
    assert path is not None
    assert same_parameters(load_weights(path)[0], base)
    assert profiles.weights("me", WeightsFile.WAITING_BASE) is None
    # The next teaching starts from it, and what is taught then has it as its base.
    assert window.personal.base == path
    window.taught.put_waiting(lively_parameters(seed=7), info_of(DIGITS), window.personal.base)
    settle(qtbot, window)
    kept = profiles.weights("me", WeightsFile.WAITING_BASE)
    assert kept is not None
    assert same_parameters(load_weights(kept)[0], base)


def test_what_is_discarded_is_gone(
    qtbot: QtBot, live_window: MainWindow, started_again: StartedAgain, profiles: Profiles
) -> None:
    let_wait(qtbot, live_window)
    live_window.taught.discard()
    settle(qtbot, live_window)
    assert profiles.weights("me", WeightsFile.WAITING) is None
    assert live_window.taught.not_taught == 4
    window = started_again(WeightsKind.DEFAULT)
    window.taught.read()
    settle(qtbot, window)
    assert window.taught.waiting is None


def test_what_waits_still_does_when_teaching_again_is_cancelled(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles
) -> None:
    """Teach is pressed by mistake sooner than Use it."""
    let_wait(qtbot, live_window)
    bar, waiting = live_window.my_digits.show_window().teach_bar, live_window.taught.waiting
    settle(qtbot, live_window)
    for withdrawn in (False, True):
        teach_anyway(qtbot, live_window, bar)
        if withdrawn:
            live_window.people.book.apply(removing(DIGITS[0].key))
            settle(qtbot, live_window)
        assert bar.cancel.isVisible()
        bar.cancel.click()
        assert live_window.taught.waiting is (None if withdrawn else waiting)
        assert bar.use.isVisible() is not withdrawn
        settle(qtbot, live_window)
        assert (profiles.weights("me", WeightsFile.WAITING) is None) is withdrawn


@pytest.mark.parametrize("how", ["removed", "relabelled", "confirmed"])
def test_it_is_withdrawn_when_the_digits_change_that_it_came_from(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles, how: str
) -> None:
    let_wait(qtbot, live_window)
    book, first = live_window.people.book, DIGITS[0]
    # Another digit is no reason.
    book.apply(adding(written(1, seed=7)[0]))
    settle(qtbot, live_window)
    assert live_window.taught.waiting is not None
    assert live_window.taught.not_taught == 1
    change = {
        "removed": removing(first.key),
        "relabelled": relabelling({first.key: 7}, ()),
        "confirmed": relabelling({first.key: first.label}, (first.key,)),
    }[how]
    with qtbot.waitSignal(live_window.taught.withdrawn):
        book.apply(change)
    assert live_window.taught.waiting is None
    settle(qtbot, live_window)
    assert profiles.weights("me", WeightsFile.WAITING) is None


def test_it_is_withdrawn_at_once_when_they_changed_while_they_were_taught(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles
) -> None:
    let_wait(qtbot, live_window)
    bar = live_window.my_digits.show_window().teach_bar
    live_window.people.book.apply(relabelling({DIGITS[0].key: 7}, ()))
    with qtbot.waitSignal(live_window.taught.withdrawn):
        live_window.taught.put_waiting(NETWORK, info_of(DIGITS), shipped_weights())
    assert live_window.taught.waiting is None
    assert "Teach the network again" in bar.words
    assert not bar.use.isVisible()
    settle(qtbot, live_window)
    assert profiles.weights("me", WeightsFile.WAITING) is None


def test_a_relabelled_digit_loses_the_mark_that_its_old_label_had(qtbot: QtBot, live_window: MainWindow) -> None:
    misread, doubted = DIGITS[:2]
    each = (
        TaughtDigit(misread.key, misread.label, 7, 7),
        TaughtDigit(doubted.key, doubted.label, 7, 7, looks_like=7, left_out=True),
    )
    let_wait(qtbot, live_window)
    window = live_window.my_digits.show_window()
    found = WeightsInfo(origin=Origin(taught=(TeachingRound(digits=2, share=1.0, each=each),)))
    live_window.taught.put_waiting(NETWORK, found, shipped_weights())
    gallery, book = window.gallery.digits, live_window.people.book

    def marked() -> tuple[list[str], list[str]]:
        return list(gallery.wrong), list(gallery.doubtful)

    assert marked() == ([misread.key], [doubted.key])
    book.apply(relabelling({misread.key: 7}, ()))
    assert marked() == ([], [doubted.key])
    book.apply(relabelling({doubted.key: 7}, ()))
    assert marked() == ([], [])
    book.apply(relabelling({misread.key: misread.label}, ()))  # undone
    assert marked() == ([misread.key], [])
    settle(qtbot, live_window)


def test_what_no_longer_fits_at_the_next_start_is_withdrawn(
    qtbot: QtBot, live_window: MainWindow, started_again: StartedAgain, profiles: Profiles
) -> None:
    let_wait(qtbot, live_window)
    window = started_again(WeightsKind.DEFAULT)
    profiles.store("me").remove(DIGITS[0].key)
    with qtbot.waitSignal(window.taught.withdrawn):
        window.taught.read()
    assert window.taught.waiting is None


def test_each_person_has_their_own(qtbot: QtBot, live_window: MainWindow, profiles: Profiles) -> None:
    profiles.create("Ann")
    let_wait(qtbot, live_window)
    live_window.people.choose("Ann")
    settle(qtbot, live_window)
    assert live_window.taught.waiting is None
    live_window.people.choose("me")
    qtbot.waitUntil(lambda: live_window.taught.waiting is not None)


def test_what_cannot_be_kept_is_told_and_waits_all_the_same(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles
) -> None:
    path = profiles.weights_path("me", WeightsFile.WAITING)
    path.mkdir()
    live_window.taught.put_waiting(NETWORK, info_of(()), shipped_weights())
    problem_told(qtbot, live_window)
    assert live_window.taught.waiting is not None


def test_digits_that_were_not_taught_are_counted() -> None:
    (taught,) = info_of(DIGITS).origin.taught
    other = replace(DIGITS[0], label=7)
    assert not_taught(None, DIGITS) == 4
    assert not_taught(taught, DIGITS) == 0
    assert not_taught(taught, DIGITS[1:]) == 0
    assert not_taught(taught, [other, *DIGITS[1:], *written(1)]) == 11
    assert came_from(taught, [*DIGITS, *written(1)])
    assert not came_from(taught, [other, *DIGITS[1:]])
    # One that was left out is to be taught once its label is confirmed.
    left_out = TeachingRound(each=(TaughtDigit(DIGITS[0].key, DIGITS[0].label, 7, 7, looks_like=7, left_out=True),))
    assert [not_taught(left_out, [replace(DIGITS[0], sure=sure)]) for sure in (False, True)] == [0, 1]
    # Weights that an earlier version taught have no more than the count.
    assert not_taught(TeachingRound(digits=3), DIGITS) == 1
    assert not_taught(TeachingRound(digits=5), DIGITS) == 0


def test_personal_weights_without_anything_waiting(
    qtbot: QtBot, live_window: MainWindow, started_again: StartedAgain
) -> None:
    let_wait(qtbot, live_window)
    with qtbot.waitSignal(live_window.service.weights_changed):
        live_window.taught.take()
    settle(qtbot, live_window)
    assert live_window.service.weights == WeightsIdentity(WeightsKind.PERSONAL, "me", info_of(DIGITS))
    window = started_again(WeightsKind.PERSONAL, "me")
    window.taught.read()
    qtbot.waitUntil(lambda: window.taught.kept is not None)
    assert window.taught.not_taught == 0


@pytest.mark.parametrize("choice", ["use", "discard", "doubts"])
def test_by_key_the_focus_stays_where_one_teaches(qtbot: QtBot, live_window: MainWindow, choice: str) -> None:
    """What goes with a key press would hand it to whatever comes next: who draws, say."""
    let_wait(qtbot, live_window)
    window = live_window.my_digits.show_window()
    qtbot.waitUntil(window.isActiveWindow)
    bar = window.teach_bar
    if choice == "doubts":
        each = tuple(TaughtDigit(d.key, d.label, 7, 7, looks_like=7, left_out=True) for d in DIGITS[:2])
        found = WeightsInfo(origin=Origin(taught=(TeachingRound(digits=2, share=1.0, each=each),)))
        live_window.taught.put_waiting(NETWORK, found, shipped_weights())
        for _ in each:
            bar.doubts.buttons[0].setFocus()
            QTest.keyClick(bar.doubts.buttons[0], Qt.Key.Key_Space)
            assert (bar.doubts.buttons or [bar.teach])[0].hasFocus()
    else:
        button = bar.use if choice == "use" else bar.discard
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not button.isVisible())
    settle(qtbot, live_window)
    assert bar.teach.hasFocus()
    if choice == "use":
        bar.go_back.setFocus()
        with qtbot.waitSignal(live_window.service.weights_changed):
            QTest.keyClick(bar.go_back, Qt.Key.Key_Space)
        assert bar.teach.hasFocus()
