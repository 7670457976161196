"""Colours that stand out, light and dark."""

import pytest
from PySide6.QtGui import QPalette

from lenet_gui.base import theme
from tests.gui.style.test_lit import LEAST_CONTRAST, contrast

LEAST_OF_SHAPES = 3
"""Between a shape that tells something and what is behind it (WCAG 2, level AA)."""


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_bars_stand_out(dark: bool) -> None:
    palette, role = theme.application_palette(dark), QPalette.ColorRole
    behind = [palette.color(role.Window), palette.color(role.Base)]
    words = theme.quiet(palette), theme.accent(palette), theme.warning(palette), palette.color(role.PlaceholderText)
    for background in behind:
        assert min(contrast(colour, background) for colour in words) >= LEAST_CONTRAST
        assert contrast(theme.bar(palette), background) >= LEAST_OF_SHAPES
