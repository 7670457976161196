"""Buttons in the accent's colour: readable, telling on from off, and in step with light and dark."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.style.lit import make_link, make_primary, make_switch
from tests.gui.painted import picture_of

LEAST_CONTRAST = 4.5
"""Between text and what is behind it (WCAG 2, level AA)."""


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faces(button: QPushButton) -> list[QColor]:
    """Colours from the top to the bottom of the face, beside the text."""
    image = picture_of(button)
    return [image.pixelColor(8, y) for y in range(4, image.height() - 4)]


def text_of(button: QPushButton) -> QColor:
    return button.palette().color(QPalette.ColorRole.ButtonText)


@pytest.fixture
def shown(qtbot: QtBot) -> QPushButton:
    button = QPushButton("A text")
    qtbot.addWidget(button)
    button.resize(160, 30)
    with qtbot.waitExposed(button):
        button.show()
    return button


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_a_lit_button_can_be_read(qapp: QApplication, shown: QPushButton, scheme: str) -> None:
    make_primary(shown)
    schemes = ColourScheme(qapp)
    for other in ("light", "dark", scheme):  # it follows
        schemes.choose(other)
        QApplication.processEvents()
    assert min(contrast(text_of(shown), face) for face in faces(shown)) >= LEAST_CONTRAST
    accent = theme.accent(qapp.palette())
    assert all(abs(face.hslHue() - accent.hslHue()) < 12 and face.hslSaturation() > 90 for face in faces(shown))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_switch_that_is_on_differs_from_one_that_is_off(qapp: QApplication, shown: QPushButton, scheme: str) -> None:
    ColourScheme(qapp).choose(scheme)
    QApplication.processEvents()
    make_switch(shown)
    off = faces(shown)
    shown.setChecked(True)
    assert min(contrast(one, other) for one, other in zip(off, faces(shown), strict=True)) >= 3
    assert min(contrast(text_of(shown), face) for face in faces(shown)) >= LEAST_CONTRAST
    shown.setChecked(False)
    assert faces(shown) == off


def test_what_cannot_be_pressed_or_is_not_wanted_is_not_lit(shown: QPushButton) -> None:
    plain = faces(shown)
    lit = make_primary(shown)
    assert faces(shown) != plain
    lit.want(False)
    assert faces(shown) == plain
    lit.want(True)
    shown.setEnabled(False)
    assert all(face.hslSaturation() < 60 for face in faces(shown))


def test_a_link_follows_the_colour_scheme(qapp: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    make_link(button)
    for scheme in ("dark", "light"):
        ColourScheme(qapp).choose(scheme)
        QApplication.processEvents()
        assert button.palette().color(QPalette.ColorRole.ButtonText) == theme.accent(qapp.palette())
