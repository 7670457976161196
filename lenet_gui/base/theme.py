"""Palettes for light and dark, accent and other colours, colour maps. No style sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from PySide6.QtGui import QColor, QImage, QPalette

from model.settings import QT_TR_NOOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

ColourTable: TypeAlias = "NDArray[np.uint32]"
"""(256,): 0xffRRGGBB for each of 256 steps of a scale."""


class ColourMap(NamedTuple):
    """Colours of activations from negative to positive, at even steps, and what the View menu calls them.

    An odd number of colours; the middle one stands for 0, and has no hue. It is near the colour of :func:`stage`, so
    that 0 does not stand out; in the map of greys, whose ends are black and white, it cannot be.
    """

    title: str
    on_light: tuple[str, ...]
    on_dark: tuple[str, ...]


COLOUR_MAPS = {
    "blue-orange": ColourMap(
        QT_TR_NOOP("&Blue and orange (safe for colour blindness)"),
        ("#0b3c8c", "#3b86d1", "#fafafa", "#f08a24", "#8f3400"),
        ("#8fc7ff", "#2f6fb8", "#1b1f24", "#b85c12", "#ffc27a"),
    ),
    "grey": ColourMap(
        QT_TR_NOOP("&Grey, as in the paper (safe for colour blindness)"),
        ("#ffffff", "#8c8c8c", "#000000"),
        ("#000000", "#737373", "#ffffff"),
    ),
    "purple-green": ColourMap(
        QT_TR_NOOP("P&urple and green"),
        ("#40004b", "#9970ab", "#f7f7f7", "#5aae61", "#00441b"),
        ("#d9b3e6", "#7b4a94", "#1b1f24", "#2f8a3c", "#b5edb0"),
    ),
}
"""By the name that is kept between starts; the first is what a new person gets."""
DEFAULT_COLOUR_MAP = next(iter(COLOUR_MAPS))


class _Look(NamedTuple):
    """Whether text is lighter than its background; whether all stands out as far as it can."""

    dark: bool
    strong: bool


_looks: dict[int, _Look] = {}


def _look_of(palette: QPalette) -> _Look:
    key = palette.cacheKey()
    look = _looks.get(key)
    if look is None:
        role = QPalette.ColorRole
        base, text, hint = (palette.color(which) for which in (role.Base, role.Text, role.PlaceholderText))
        look = _Look(base.lightness() < text.lightness(), hint == text)
        if len(_looks) > 500:  # keys of palettes are never used twice
            _looks.clear()
        _looks[key] = look
    return look


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than its background."""
    return _look_of(palette).dark


def _shade(dark: str, light: str, strong: tuple[str, str] | None = None) -> Callable[[QPalette], QColor]:
    """A colour, as it is on dark palettes and on light ones; and on both where the system asks for high contrast."""
    # Needed dozens of times a repaint, so shared: callers must not change it.
    usual = {_Look(True, False): QColor(dark), _Look(False, False): QColor(light)}
    strong_dark, strong_light = strong or (dark, light)
    shades = usual | {_Look(True, True): QColor(strong_dark), _Look(False, True): QColor(strong_light)}
    return lambda palette: shades[_look_of(palette)]


accent = _shade("#5cb3ff", "#0b62c4")
"""The colour of what is chosen or wins."""
quiet = _shade("#a9b0b8", "#59626b", ("#ffffff", "#000000"))
"""For explanations: readable, but less prominent."""
warning = _shade("#ff9d8f", "#b3261e")
"""For what is wrong, beside words that say so."""
line = _shade("#4a5058", "#c3c9d0", ("#a9b0b8", "#59626b"))
"""For frames and axes."""
faint = _shade("#33383f", "#dfe3e8", ("#69737e", "#848e98"))
"""For lines behind a picture."""
bar = _shade("#69737e", "#848e98", ("#a9b0b8", "#59626b"))
"""For bars that do not win."""
stage = _shade("#12151a", "#e7eaee")
"""What the network lies on: its maps stand out from it, whatever they show."""
fold = _shade("#20252b", "#d9dee4")
"""A folded layer's strip on the stage."""
paper = _shade("#15181c", "#ffffff")
"""The canvas without ink."""
guide = _shade("#2b3138", "#e3e6ea", ("#4a5058", "#c3c9d0"))
"""A digit on the canvas, to be copied: it must not be taken for ink."""
ink = _shade("#f4f6f8", "#14171a")
"""The pen's ink."""
knob = _shade("#e8eaed", "#ffffff")
"""The handle of a slider."""


@cache
def _chip(dark: bool, near: float) -> QColor:
    far, close = ("#1d2228", "#59636f") if dark else ("#dbe0e6", "#8d98a4")
    return mixed(QColor(far), QColor(close), near)


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """``part`` of the other colour, 0 to 1, and the rest of the one."""
    parts = ("red", "green", "blue")
    return QColor(*(round(getattr(one, p)() * (1 - part) + getattr(other, p)() * part) for p in parts))


def tint(palette: QPalette, strength: int = 36) -> QColor:
    """The accent's colour to lie over what is pointed at or chosen; ``strength`` is 0 to 255."""
    colour = QColor(accent(palette))
    colour.setAlpha(strength)
    return colour


def chip(palette: QPalette, near: float) -> QColor:
    """A digit of OUTPUT that does not win: stronger the nearer it comes, 0 to 1."""
    return _chip(is_dark(palette), near)


def shade_of_ink(palette: QPalette, strength: float) -> QColor:
    """Ink on paper, 0 to 1."""
    return mixed(paper(palette), ink(palette), strength)


def readable_on(background: QColor) -> QColor:
    """Dark or light text, whichever stands out from a background."""
    bright = 0.299 * background.red() + 0.587 * background.green() + 0.114 * background.blue() > 140
    return QColor("#14171a" if bright else "#f4f6f8")


def _between(colours: Sequence[str]) -> ColourTable:
    stops = [QColor(colour) for colour in colours]
    steps, places = np.linspace(0, 1, 256), np.linspace(0, 1, len(stops))
    red, green, blue = (
        np.interp(steps, places, [getattr(stop, part)() for stop in stops]).round().astype(np.uint32)
        for part in ("red", "green", "blue")
    )
    table: ColourTable = (0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32)
    table.flags.writeable = False
    return table


def activation_colours(dark: bool, colour_map: str) -> Sequence[str]:
    """Equally far apart on a symmetric scale, negative to positive, by name of one of ``COLOUR_MAPS``."""
    chosen = COLOUR_MAPS[colour_map]
    return chosen.on_dark if dark else chosen.on_light


@cache
def activation_table(dark: bool, colour_map: str) -> ColourTable:
    """The scale of :func:`activation_colours`, in 256 steps."""
    return _between(activation_colours(dark, colour_map))


@cache
def ink_table(dark: bool) -> ColourTable:
    """Paper to full ink, in the canvas's colours."""
    return _between(["#15181c", "#f4f6f8"] if dark else ["#ffffff", "#14171a"])


def ink_pixels(ink: NDArray[np.floating], palette: QPalette) -> ColourTable:
    """Colours of ink of any shape, 0 to 1."""
    steps = ink * 255
    steps += 0.5
    coloured: ColourTable = ink_table(is_dark(palette)).take(steps.astype(np.uint8))
    return coloured


def picture(pixels: NDArray[np.uint32]) -> QImage:
    """An image of (H, W) colours, with memory of its own."""
    height, width = pixels.shape
    # A copy: QImage only borrows the array's memory.
    return QImage(np.ascontiguousarray(pixels).data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def lit(palette: QPalette) -> tuple[QColor, QColor]:
    """Face and text of a button in the accent's colour."""
    return accent(palette), palette.color(QPalette.ColorRole.HighlightedText)


def is_lit(palette: QPalette) -> bool:
    """Whether a button of this palette has the accent's colour."""
    return palette.color(QPalette.ColorRole.Button) == accent(palette)


_GROUNDS = {
    _Look(True, False): ("#22262b", "#1a1d21", "#2c3137", "#e8eaed", "#a0a8b0"),
    _Look(False, False): ("#f3f4f6", "#ffffff", "#ffffff", "#1b1f23", "#747c84"),
    _Look(True, True): ("#22262b", "#000000", "#2c3137", "#ffffff", "#c3c9d0"),
    _Look(False, True): ("#ffffff", "#ffffff", "#f3f4f6", "#000000", "#4a5058"),
}
"""Windows, what is written on, buttons, text, and text that is disabled."""


@cache
def application_palette(dark: bool, strong: bool = False) -> QPalette:
    """Light or dark; ``strong`` where the system asks for high contrast."""
    role = QPalette.ColorRole
    window, base, button, text, disabled = _GROUNDS[_Look(dark, strong)]
    palette = QPalette(QColor(button), QColor(window))
    for which, colour in (
        (role.Window, window),
        (role.Base, base),
        (role.AlternateBase, window),
        (role.Button, button),
        (role.WindowText, text),
        (role.Text, text),
        (role.ButtonText, text),
        (role.ToolTipBase, base),
        (role.ToolTipText, text),
    ):
        palette.setColor(which, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(window))
    palette.setColor(role.Dark, line(palette))  # of lines between parts of a window
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(disabled))
    palette.setColor(role.PlaceholderText, QColor(text) if strong else quiet(palette))  # tells which it is
    palette.setColor(role.Highlight, accent(palette))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, bar(palette))  # such as a slider's groove
    palette.setColor(role.HighlightedText, QColor("#ffffff" if not dark else "#0b1016"))
    palette.setColor(role.Accent, accent(palette))
    palette.setColor(role.Link, accent(palette))
    return palette


def recoloured(palette: QPalette, colour: QColor, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QPalette:
    """A palette whose ``role`` has another colour."""
    other = QPalette(palette)
    other.setColor(role, colour)
    return other
