"""Colours that stand out, light and dark; colour maps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from tests.gui.style.test_lit import LEAST_CONTRAST, contrast

LEAST_OF_SHAPES = 3
"""Between a shape that tells something and what is behind it (WCAG 2, level AA)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_is_given_where_the_system_asks_for_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    schemes = ColourScheme(qapp)
    schemes.choose(scheme)
    try:
        monkeypatch.setattr(ColourScheme, "_contrast_wanted", lambda _self: Qt.ContrastPreference.HighContrast)
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
        palette, role = qapp.palette(), QPalette.ColorRole
        assert theme.is_dark(palette) == (scheme == "dark")
        window = palette.color(role.Window)
        assert contrast(palette.color(role.Text), palette.color(role.Base)) == pytest.approx(21)
        assert theme.quiet(palette) == palette.color(role.WindowText)
        assert contrast(theme.accent(palette), window) >= LEAST_CONTRAST
        assert min(contrast(shade(palette), window) for shade in (theme.line, theme.faint, theme.bar)) >= 3
    finally:
        monkeypatch.undo()
        schemes.choose("light")
    assert theme.quiet(qapp.palette()) != qapp.palette().color(QPalette.ColorRole.WindowText)


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_bars_stand_out(dark: bool) -> None:
    palette, role = theme.application_palette(dark), QPalette.ColorRole
    behind = [palette.color(role.Window), palette.color(role.Base)]
    words = theme.quiet(palette), theme.accent(palette), theme.warning(palette), palette.color(role.PlaceholderText)
    for background in behind:
        assert min(contrast(colour, background) for colour in words) >= LEAST_CONTRAST
        assert contrast(theme.bar(palette), background) >= LEAST_OF_SHAPES


def test_the_scale_is_symmetric_about_the_background() -> None:
    for dark in (False, True):
        table = theme.activation_table(dark, "blue-orange")
        colours = [QColor.fromRgb(int(table[k]) & 0xFFFFFF) for k in (20, 127, 235)]
        assert colours[0].blue() > colours[0].red()
        assert colours[2].red() > colours[2].blue()
        assert colours[1].hslSaturation() < 60


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", theme.COLOUR_MAPS)
def test_0_has_a_colour_of_its_own_in_every_colour_map(name: str, dark: bool) -> None:
    colours = theme.activation_colours(dark, name)
    assert len(colours) % 2 == 1, "an odd number, so that one of them is 0's"
    middle = QColor(colours[len(colours) // 2])
    parts = middle.red(), middle.green(), middle.blue()
    assert max(parts) - min(parts) < 16, "0's colour must have no hue"
