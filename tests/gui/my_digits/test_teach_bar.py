"""What is said of teaching below the gallery, and what can be done there, with real events."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN
from lenet_gui.my_digits.window import MyDigitsWindow
from lenet_gui.style.text_size import TextSize
from lenet_gui.teaching.changed_digits import ChangedDigit
from lenet_gui.teaching.outcome_view import Pair
from lenet_gui.teaching.words import listed, warning_of, words_of
from model.network.taught import TaughtDigit, TeachingRound
from tests.gui.line_heights import high
from tests.model.hand import written


def pair_of(count: int, right: tuple[int, int], mnist: tuple[float | None, float | None] = (0.43, 0.45)) -> Pair:
    return Pair(("before", "after"), right, count, mnist, (), "How it was found.")


def taught_of(*each: TaughtDigit, share: float = 1.0) -> TeachingRound:
    return TeachingRound(share=share, each=each)


def test_an_outcome_is_shown_and_decided_on(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    bar = digits_window.teach_bar
    bar.show_progress(3, 10)
    assert bar.cancel.isVisible()
    assert not bar.teach.isEnabled()
    bar.show_outcome(pair_of(20, (17, 19)), "Nothing has changed yet.", "", changes_anything=True)
    words = bar.outcome.accessibleDescription()
    assert "17 of 20" in words
    assert "19 of 20" in words
    assert "0.45 %" in words
    assert bar.words == "Nothing has changed yet."
    for button in (bar.use, bar.discard):
        with qtbot.waitSignal(button.clicked):
            button.click()
    bar.show_outcome(pair_of(20, (17, 17)), "Nothing to use.", "One label looks wrong.", changes_anything=False)
    assert not bar.use.isEnabled()
    assert bar.words == "One label looks wrong. Nothing to use."


def test_of_digits_that_could_not_be_judged_nothing_is_said(digits_window: MyDigitsWindow) -> None:
    bar = digits_window.teach_bar
    view = bar.outcome
    bar.show_outcome(pair_of(0, (0, 0)), "Nothing has changed yet.", "Not judged: 7.", changes_anything=True)
    assert [widget.isVisible() for widget in view.bars] == [False, False, True, True]
    assert "0 of 0" not in view.accessibleDescription()
    assert "0.45 %" in view.accessibleDescription()
    assert not view.changed.isVisible()
    bar.show_outcome(pair_of(2, (1, 2)), "Nothing has changed yet.", "", changes_anything=True)
    assert all(widget.isVisible() for widget in view.bars)
    assert "2 of 2" in view.accessibleDescription()
    assert view.changed.isVisible()


def test_in_a_low_window_with_large_text_an_outcome_is_scrolled_and_the_rest_seen(
    digits_window: MyDigitsWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    bar, changed = digits_window.teach_bar, [ChangedDigit(digit.drawing, digit.label, 3, 4) for digit in written(1)]
    pair = replace(pair_of(20, (17, 19)), changed=changed[:6])
    bar.show_outcome(pair, "Nothing has changed yet. " * 5, "One label looks wrong.", changes_anything=True)
    bar.set_taught(in_use=True, there=True)
    digits_window.resize(900, high(640))
    outcome, last, sizes = bar.outcome, bar.go_back, TextSize(qapp)
    qtbot.waitUntil(lambda: outcome.visibleRegion().boundingRect() == outcome.rect())  # there is room for all
    try:
        sizes.choose(200)
        digits_window.resize(860, high(560))
        qtbot.waitUntil(lambda: outcome.visibleRegion().boundingRect().height() < outcome.height())
        assert outcome.height() >= outcome.minimumSizeHint().height()
        assert digits_window.height() <= high(560)
        assert digits_window.rect().contains(last.mapTo(digits_window, last.rect().bottomRight()))
        for _ in range(3):
            QTest.keyClick(outcome, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: outcome.visibleRegion().boundingRect().bottom() == outcome.rect().bottom())
    finally:
        sizes.choose(100)


def test_an_outcome_that_does_not_help_is_not_urged(digits_window: MyDigitsWindow) -> None:
    bar, usual = digits_window.teach_bar, digits_window.teach_bar.discard.palette()

    def is_lit() -> bool:
        role = QPalette.ColorRole.Button
        return bar.use.palette().color(role) != usual.color(role)

    for helps in (True, False, True):
        bar.show_outcome(pair_of(20, (17, 19 if helps else 17)), "", "", changes_anything=True, helps=helps)
        assert bar.use.isEnabled()
        assert is_lit() == helps


FINE = TaughtDigit("fine", 4, 4, 4)
MENDED = TaughtDigit("mended", 1, 7, 1)
STILL = TaughtDigit("still", 1, 7, 7)
SPOILT = TaughtDigit("spoilt", 9, 9, 4)
ALONE = TaughtDigit("alone", 8, 8, None)
DOUBTFUL = TaughtDigit("doubtful", 9, 4, 4, looks_like=4, left_out=True)
CONFIRMED = TaughtDigit("confirmed", 1, 7, 7, looks_like=7, sure=True)


@pytest.mark.parametrize(
    ("taught", "words", "warning"),
    [
        (taught_of(FINE, MENDED), "Nothing has changed yet.", ""),
        (
            replace(taught_of(FINE), judged=1, right_before=1, right_after=1),
            "Nothing has changed yet. Your digits are read at least as well without it.",
            "",
        ),
        (taught_of(STILL), f"Nothing has changed yet. One of your digits is still misread ({WRONG_SIGN}).", ""),
        (
            taught_of(SPOILT, SPOILT, share=0.6),
            "Nothing has changed yet. The weights moved only 60 % of the way: further, too many of MNIST's digits "
            "would be "
            "misread.",
            f"2 of your digits are read correctly now and would be misread ({WRONG_SIGN}).",
        ),
        (
            taught_of(FINE, ALONE),
            "Nothing has changed yet.",
            "Drawn only once, and so not judged: 8. Draw more to see the effect of teaching.",
        ),
        (
            taught_of(DOUBTFUL),
            "Nothing has changed yet.",
            f"One label looks wrong ({DOUBTFUL_SIGN}); that digit was left out.",
        ),
        (
            taught_of(CONFIRMED, share=0),
            "Any teaching would make it misread too many of MNIST's digits: there is nothing to use.",
            "One digit that you confirmed was taught, though it looks like another.",
        ),
        (
            taught_of(TaughtDigit("all", 1, 7, 7, looks_like=7)),
            f"Nothing has changed yet. One of your digits is still misread ({WRONG_SIGN}).",
            "The network misreads most of your digits: all were taught as you labelled them.",
        ),
    ],
)
def test_an_outcome_says_each_thing_once(taught: TeachingRound, words: str, warning: str) -> None:
    assert words_of(taught) == words
    assert warning_of(taught) == warning


@pytest.mark.parametrize(
    ("digits", "words"), [((), ""), ((4,), "4"), ((9, 4, 9), "4 and 9"), ((9, 1, 4), "1, 4 and 9")]
)
def test_digits_are_listed(digits: tuple[int, ...], words: str) -> None:
    assert listed(digits) == words


def test_digits_read_differently_are_shown_wrong_ones_first(digits_window: MyDigitsWindow) -> None:
    drawings = {digit.label: digit.drawing for digit in written(1)}
    changed = [ChangedDigit(drawings[d], d, *answers) for d, answers in ((1, (7, 1)), (9, (9, 4)), (2, (2, 2)))]
    pair = replace(pair_of(3, (2, 2)), changed=changed)
    digits_window.teach_bar.show_outcome(pair, "", "", changes_anything=True)
    shown = digits_window.teach_bar.outcome.changed
    assert [digit.label for digit in shown.digits] == [9, 1]
    assert shown.accessibleDescription() == "9: read as 9 before, 4 after; 1: read as 7 before, 1 after"


def test_doubtful_labels_are_asked_about_and_answered_with_a_click(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    doubts = digits_window.teach_bar.doubts
    digits = written(1)
    asked = [(digit, TaughtDigit(digit.key, 9, 4, 4, looks_like=digit.label)) for digit in digits[:6]]
    doubts.show_doubts(asked)
    assert doubts.isVisible()
    texts = [label.text() for label in doubts.findChildren(QLabel)]
    assert texts == ["Which digit is it?", "and 2 more, marked above"]
    said, looks = doubts.findChildren(QPushButton)[2:4]
    assert (said.text(), looks.text()) == ("9", "1")
    with qtbot.waitSignal(doubts.answered) as answered:
        QTest.mouseClick(looks, Qt.MouseButton.LeftButton)
    assert answered.args == [digits[1].key, 1]
    doubts.show_doubts([])
    assert not doubts.isVisible()


def test_many_questions_do_not_make_the_window_wider(digits_window: MyDigitsWindow, qapp: QApplication) -> None:
    font = digits_window.font()
    font.setPointSizeF(1.5 * font.pointSizeF())
    digits_window.setFont(font)
    qapp.processEvents()
    usual = digits_window.minimumSizeHint().width()
    asked = [(digit, TaughtDigit(digit.key, 9, 4, 4, looks_like=4)) for digit in written(1)]
    digits_window.teach_bar.show_doubts(asked)
    qapp.processEvents()
    assert digits_window.teach_bar.doubts.isVisible()
    assert digits_window.minimumSizeHint().width() == usual


def test_a_question_about_single_examples_is_asked_beside_the_button(digits_window: MyDigitsWindow) -> None:
    bar = digits_window.teach_bar
    bar.ask_about_few((4,))
    assert "only one example of 4: the effect of teaching cannot be judged on it" in bar.words
    bar.ask_about_few((4, 9))
    assert "only one example each of 4 and 9: the effect of teaching cannot be judged on them" in bar.words
    assert bar.anyway.isVisible()
    bar.show_progress(0, 10)
    assert not bar.anyway.isVisible()
    assert bar.words == "Teaching 0 %"


def test_what_is_asked_and_how_it_ended_is_announced(digits_window: MyDigitsWindow, said: list[str]) -> None:
    bar, transfer = digits_window.teach_bar, digits_window.transfer_bar
    bar.ask_about_few((4,))
    assert said == [bar.words]  # the button in focus alone would not tell what it answers
    bar.show_outcome(pair_of(20, (17, 19)), "Nothing has changed yet.", "One label looks wrong.", True)
    assert said[1:] == ["One label looks wrong. Nothing has changed yet."]
    bar.show_words("Cancelled; nothing has been changed.")
    bar.show_words("")
    assert said[2:] == ["Cancelled; nothing has been changed."]
    transfer.begin(True, "ann.jsonl")
    transfer.show_progress(0.5)
    transfer.show_imported(3, 3, "")
    assert said[3:] == ["Imported 3 digits from ann.jsonl."]


def test_bars_stay_beside_their_names_in_a_wide_window(digits_window: MyDigitsWindow, qapp: QApplication) -> None:
    digits_window.teach_bar.show_outcome(pair_of(20, (17, 19)), "", "", changes_anything=True)
    digits_window.resize(1900, 1000)
    qapp.processEvents()
    assert digits_window.teach_bar.outcome.bars[0].width() < 600
    assert digits_window.people.names.width() < 600


def test_automatic_teaching_is_a_choice(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(digits_window.teach_bar.auto_changed):
        digits_window.teach_bar.set_auto(True, 7)
    with qtbot.waitSignal(digits_window.teach_bar.auto_changed) as chosen:
        digits_window.teach_bar.every.setValue(9)
    assert chosen.args == [True, 9]


def test_figures_are_never_cut_off(digits_window: MyDigitsWindow) -> None:
    outcome = digits_window.teach_bar.outcome
    digits_window.teach_bar.show_outcome(pair_of(2000, (1994, 1999), (0.43, 3.5)), "", "", changes_anything=True)
    longest = outcome.fontMetrics().horizontalAdvance("1999 of 2000")
    assert outcome.changed.geometry().left() - outcome.bars[1].geometry().right() >= longest
    assert outcome.bars[0].value() / outcome.bars[0].maximum() == pytest.approx(1994 / 2000)
    assert outcome.bars[3].value() == outcome.bars[3].maximum()  # more than the scale has


def test_nothing_can_be_taught_without_digits(digits_window: MyDigitsWindow) -> None:
    bar = digits_window.teach_bar
    assert bar.teach.isEnabled()
    digits_window.show_entries([])
    assert not bar.teach.isEnabled()
    digits_window.teach_bar.show_words("Keep some digits first.")
    assert not bar.teach.isEnabled()
    assert bar.words == "Keep some digits first."


def test_default_weights_are_offered_while_taught_ones_are_in_use(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    button = digits_window.teach_bar.go_back
    assert not button.isVisible()
    digits_window.teach_bar.set_taught(in_use=True, there=True)
    with qtbot.waitSignal(digits_window.teach_bar.go_back.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    digits_window.teach_bar.set_taught(in_use=False, there=True)
    assert not button.isVisible()


def test_teaching_is_begun_and_cancelled(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    bar = digits_window.teach_bar
    with qtbot.waitSignal(bar.teach.clicked):
        QTest.mouseClick(bar.teach, Qt.MouseButton.LeftButton)
    digits_window.teach_bar.show_progress(30, 120)
    assert bar.words == "Teaching 25 %"
    assert bar.progress.value() == 30
    with qtbot.waitSignal(bar.cancel.clicked):
        QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
