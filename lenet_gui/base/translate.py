"""Texts and times in the person's language, and typeset."""

import re
from functools import lru_cache
from pathlib import Path
from textwrap import fill

from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from model.network.words import figures

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHEN_FOR_MINUS = re.compile(r"(?<![\w.])-(?=[\d.])")
_TIP_CHARACTERS = 72
"""The longest line of a tool tip."""


def tr(text: str) -> str:
    """A text in the person's language, for what has no ``self.tr``.

    ``lupdate`` collects the texts in calls of this name, and those marked with ``QT_TR_NOOP``, under no context.
    """
    return QCoreApplication.translate("", text) if text else ""


def load_translation(application: QCoreApplication, folder: Path, locale: QLocale | None = None) -> None:
    """Show texts in the language of ``locale``, by default the system's, if ``folder`` has a translation into it."""
    if not folder.exists():
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator  # making these classes takes time

    language = QLocale((locale or QLocale()).uiLanguages()[0]).name()
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in (("lenet", str(folder)), ("qtbase", of_qt)):
        translator = QTranslator()
        if not translator.load(f"{name}_{language}", place):
            return
        translator.setParent(application)
        application.installTranslator(translator)


def local_time(when: str, seconds: bool = False) -> str:
    """A time in ISO 8601 in the person's time zone, "2026-11-29 14:14" as in files; other text unchanged."""
    time = QDateTime.fromString(when, Qt.DateFormat.ISODate)
    shown = "yyyy-MM-dd HH:mm:ss" if seconds else "yyyy-MM-dd HH:mm"
    return time.toLocalTime().toString(shown) if time.isValid() else when


def a_digit(digit: int) -> str:
    """ "a 7", "an 8": a digit within a sentence."""
    return tr("an {digit}").format(digit=digit) if digit == 8 else tr("a {digit}").format(digit=digit)


def typeset(text: str) -> str:
    """The same with true minus signs, for the screen; what is copied or saved keeps what other programs read."""
    return _HYPHEN_FOR_MINUS.sub("−", text)


@lru_cache(maxsize=1024)
def tool_tip(text: str) -> str:
    """The same for a tool tip, in lines that can be read: Qt leaves a plain text in one, across the whole screen.

    Names of people and files in it are no markup, whatever they are.
    """
    lines = typeset(text).splitlines()
    tip = "\n".join(fill(line, _TIP_CHARACTERS, break_long_words=False, break_on_hyphens=False) for line in lines)
    return QtGui.Qt.convertFromPlainText(tip) if QtGui.Qt.mightBeRichText(tip) else tip


def figure(value: float, decimals: int = 4) -> str:
    """A value for the screen, with its sign always."""
    return figures.figure(value, decimals).replace("-", "−")


def power_of_ten(value: float, digits: int, sign: bool = False) -> str:
    """A value for the screen as "3.21·10⁻⁵", with so many significant digits."""
    mantissa, exponent = f"{value:{'+' if sign else ''}.{digits - 1}e}".split("e")
    return typeset(f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}")


def name_of_test_digit(label: int, position: int) -> str:
    """One of MNIST's test digits, by its class and its place among them."""
    return tr("{label}: MNIST test digit {position}").format(label=label, position=f"{position:,}")
