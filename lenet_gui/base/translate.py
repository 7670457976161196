"""Texts of ``model.network.words`` in the person's language."""

from PySide6.QtCore import QCoreApplication


def translate(text: str) -> str:
    """A text that was marked there."""
    return QCoreApplication.translate("Words", text)
