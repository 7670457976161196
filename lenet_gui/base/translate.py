"""Texts of ``model.network.words``, and times, in the person's language."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt


def translate(text: str) -> str:
    """A text that was marked there."""
    return QCoreApplication.translate("Words", text)


def local_time(when: str) -> str:
    """A time in ISO 8601 as it is written, and was on the clock, where the person is; other text as it stands."""
    time = QDateTime.fromString(when, Qt.DateFormat.ISODate)
    return QLocale().toString(time.toLocalTime(), QLocale.FormatType.ShortFormat) if time.isValid() else when
