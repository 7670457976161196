"""The size of all text, which the person chooses, and the few sizes beside the usual one."""

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from lenet_gui.style.flat_style import FlatStyle

PERCENTAGES = (100, 125, 150, 200)
"""What can be chosen; 100 is the system's own size."""


class Role(Enum):
    """What a text is for; the value is its size in usual ones."""

    NOTE = 0.88
    """Figures beside pictures."""
    LEAD = 1.35
    """The one sentence that a view comes down to."""


def font_for(role: Role, usual: QFont) -> QFont:
    font = QFont(usual)
    font.setPointSizeF(usual.pointSizeF() * role.value)
    if role is Role.LEAD:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def bold(usual: QFont) -> QFont:
    font = QFont(usual)
    font.setBold(True)
    return font


def oblique(usual: QFont) -> QFont:
    font = QFont(usual)
    font.setItalic(True)
    return font


def ems(font: QFont, count: float) -> int:
    """So many times the size of a font, in pixels: a width for about as many letters in any font.

    The height of a line is none: in some fonts, lines are higher and letters narrower.
    """
    return round(count * QFontInfo(font).pixelSize())


class TextSize(QObject):
    """Keeps the application's font at the chosen part of the system's."""

    changed = Signal(int)  # the new percentage; all text has it by then

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._usual = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self.percent = PERCENTAGES[0]
        self._held: list[QRawFont] = []

    def hold_faces(self) -> None:
        """Keep regular, bold and oblique in use.

        As soon as one face is no longer used, Qt forgets all it has read with FreeType, and reads what is in use a
        second time, and a third: 1.5 MB each.
        """
        self._held = [QRawFont.fromFont(font) for font in (self._usual, bold(self._usual), oblique(self._usual))]

    def choose(self, percent: int) -> None:
        """Show all text at one of ``PERCENTAGES``."""
        if percent not in PERCENTAGES:
            raise ValueError(f"the size of text must be one of {PERCENTAGES}, not {percent}")
        font = QFont(self._usual)
        font.setPointSizeF(self._usual.pointSizeF() * percent / 100)
        if font.pointSizeF() != self._application.font().pointSizeF():
            self._application.setFont(font)
            self._application.setStyle(FlatStyle(percent))
        if percent != self.percent:
            self.percent = percent
            self.changed.emit(percent)

    def step(self, larger: bool) -> None:
        """One size up or down, if there is one."""
        place = PERCENTAGES.index(self.percent) + (1 if larger else -1)
        if 0 <= place < len(PERCENTAGES):
            self.choose(PERCENTAGES[place])
