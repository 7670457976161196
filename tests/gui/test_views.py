"""The views: pointing at units, keys, scales, names for screen readers, what is remembered, both colour schemes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from lenet_gui.answer.penalties import SCALE_END, PenaltyBars
from lenet_gui.app import build_window
from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from model.digits.drawing import USUAL_WIDTH
from model.network.recognition import Verdict
from tests.gui.conftest import AnswerOf
from tests.gui.painted import picture_of
from tests.gui.pointing import tooltip
from tests.model.hand import dense


def test_what_rubbish_is_stands_beside_the_word(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    bars = live_window.penalties
    told = " ".join(tooltip(bars, QPointF(bars.bar_rect(0).center().x(), 2)).split())
    rejection = answer.rejection
    assert f"Rubbish counts as a penalty of {rejection.rubbish_penalty:.3g}, the dotted line." in told
    assert f"in proportion to exp(-penalty / {rejection.penalty_scale:g})." in told


def test_bars_are_on_one_scale_and_the_shortest_is_marked(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    bars = live_window.penalties
    lengths = np.array([bars.bar_rect(digit).width() for digit in range(10)])
    per_unit = lengths / np.minimum(answer.penalties, SCALE_END)
    assert per_unit == pytest.approx(per_unit[0], rel=1e-4)
    image = picture_of(bars)
    shortest = bars.bar_rect(DIGIT)
    winner = QPointF(shortest.left(), shortest.center().y()).toPoint()
    other = bars.bar_rect(0).center().toPoint()
    assert image.pixelColor(winner).rgb() == theme.accent(bars.palette()).rgb()
    assert image.pixelColor(other).rgb() == theme.bar(bars.palette()).rgb()


def test_the_two_that_are_too_close_to_call_are_marked_alike(live_window: MainWindow, answer_of: AnswerOf) -> None:
    """Those that the sentence names, and no third one, however near it is."""
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    bars, penalties = live_window.penalties, np.full(10, 150.0)
    penalties[[3, 5, 8]] = 35.0, 36.0, 38.0
    close = replace(answer, penalties=penalties)
    assert close.verdict is Verdict.UNSURE
    bars.show_recognition(close)
    image, palette = picture_of(bars), bars.palette()
    colours = [image.pixel((bars.bar_rect(digit).topLeft() + QPointF(4, 4)).toPoint()) for digit in range(10)]
    marked = [digit for digit, colour in enumerate(colours) if colour != theme.bar(palette).rgb()]
    assert marked == [3, 5]
    assert colours[3] == colours[5] == theme.quiet(palette).rgb()
    assert not has_accent(bars)
    live_window.answer.show_recognition(close)
    assert live_window.answer.sentence == "3 or 5? Too close to call"


def test_one_digit_that_is_hardly_likelier_than_rubbish_is_too_close_to_call(
    live_window: MainWindow, answer_of: AnswerOf
) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    for penalty, verdict, sentence in (
        (47.0, Verdict.DOUBTFUL, "8 or no digit? Too close to call"),
        (49.0, Verdict.NO_DIGIT, "Not a digit (nearest: 8)"),
    ):
        penalties = np.full(10, 150.0)
        penalties[8] = penalty  # rubbish counts as 48
        close = replace(answer, penalties=penalties)
        assert close.verdict is verdict
        live_window.penalties.show_recognition(close)
        live_window.answer.show_recognition(close)
        assert live_window.answer.sentence == sentence
        assert not has_accent(live_window.penalties)


def has_accent(bars: PenaltyBars) -> bool:
    image, accent = picture_of(bars), theme.accent(bars.palette()).rgb()
    return any(image.pixel(x, y) == accent for y in range(image.height()) for x in range(image.width()))


def test_without_an_answer_no_penalty_is_marked_and_an_empty_canvas_has_none(
    live_window: MainWindow, answer_of: AnswerOf
) -> None:
    bars, canvas = live_window.penalties, live_window.canvas_panel.canvas
    bars.clearFocus()
    assert answer_of(lambda: drag(canvas, STROKE)).verdict is Verdict.DIGIT
    assert has_accent(bars)
    scribble = tuple((0.1 + 0.8 * (k % 2), 0.1 + 0.1 * k) for k in range(9))
    live_window.sketch.clear()
    assert answer_of(lambda: drag(canvas, dense(scribble))).verdict is Verdict.NO_DIGIT
    assert bars.bar_rect(0).width() > 0
    assert not has_accent(bars)
    assert answer_of(live_window.sketch.clear).verdict is Verdict.BLANK
    assert not any(bars.bar_rect(digit).width() for digit in range(10))
    assert bars.spoken_value() == ""
    assert "\n0." not in bars.words_of(0)


def test_the_answer_is_given_to_screen_readers(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert live_window.answer.accessibleName() == f"Surely a {DIGIT}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(qapp: QApplication, scheme: str) -> None:
    ColourScheme(qapp).choose(scheme)
    palette = qapp.palette()
    assert theme.is_dark(palette) == (scheme == "dark")
    background = palette.color(palette.ColorRole.Window)
    for colour in (palette.color(palette.ColorRole.WindowText), theme.quiet(palette), theme.accent(palette)):
        assert contrast(colour, background) >= 4.5  # WCAG 2 AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_an_empty_box_stands_out_and_follows_the_scheme(
    qapp: QApplication, qtbot: QtBot, scheme: str, kind: type[QCheckBox | QRadioButton]
) -> None:
    look = ColourScheme(qapp)
    look.choose("light")
    box = kind()
    qtbot.addWidget(box)
    box.show()
    for other in ("dark", "light", scheme):
        look.choose(other)
        QApplication.processEvents()
    image = picture_of(box)
    window = qapp.palette().color(QPalette.ColorRole.Window)
    row = [contrast(image.pixelColor(x, image.height() // 2), window) for x in range(image.width())]
    assert sum(step >= 3 for step in row) >= 2  # both sides of its edge (WCAG 2, 1.4.11)


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        shares = (colour.redF(), colour.greenF(), colour.blueF())
        parts = [c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4) for c in shares]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_window_remembers_its_settings(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    window.canvas_panel.tools.pen_width.setValue(11)
    window.view_menu.normalise.setChecked(False)
    # Not closed: the desktop may end before.
    again = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(again)
    assert again.canvas_panel.tools.pen_width.value() == 11
    assert not again.view_menu.normalise.isChecked()
    again.close()
    window.close()


@pytest.mark.parametrize("kept", [None, "thick", "900"])
def test_a_new_window_and_damaged_settings_give_the_defaults(
    qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path, kept: str | None
) -> None:
    if kept is not None:
        settings.keep("pen_width", kept)
    settings.keep("geometry", "nonsense")
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    assert settings.bytes_of("geometry").isEmpty()
    slider = window.canvas_panel.tools.pen_width
    assert window.sketch.pen_width == pytest.approx(slider.value() / 100)
    assert window.sketch.pen_width == USUAL_WIDTH
    window.close()
