"""Texts of ``model.network.words`` in the person's language, and as print sets them."""

import re

from PySide6.QtCore import QCoreApplication

from model.network.words import figures

_HYPHEN_FOR_MINUS = re.compile(r"(?<![\w.])-(?=[\d.])")


def translate(text: str) -> str:
    """A text that was marked there."""
    return QCoreApplication.translate("Words", text)


def typeset(text: str) -> str:
    """The same with true minus signs, for the screen; what is copied or saved keeps what other programs read."""
    return _HYPHEN_FOR_MINUS.sub("−", text)


def figure(value: float, decimals: int = 4) -> str:
    """A value for the screen, with its sign always."""
    return figures.figure(value, decimals).replace("-", "−")
