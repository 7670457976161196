"""Light or dark, as the system or the person chooses, and high contrast, as the system does."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lenet_gui.base import theme

SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class ColourScheme(QObject):
    """Keeps the application's palette in step with the colour scheme."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._chosen = Qt.ColorScheme.Unknown
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._follow()

    def choose(self, name: str) -> None:
        """Use one of ``SCHEMES``; an unknown name means the system's."""
        self._chosen = SCHEMES.get(name, Qt.ColorScheme.Unknown)
        # For what the platform paints: title bar, file dialogs.
        QGuiApplication.styleHints().setColorScheme(self._chosen)
        self._follow()

    @staticmethod
    def _contrast_wanted() -> Qt.ContrastPreference:
        hints = QGuiApplication.styleHints()  # PySide forgets what belongs to hints that nobody keeps
        return hints.accessibility().contrastPreference()

    @Slot()
    def _follow(self) -> None:
        unchosen = self._chosen == Qt.ColorScheme.Unknown
        scheme = QGuiApplication.styleHints().colorScheme() if unchosen else self._chosen
        dark = scheme == Qt.ColorScheme.Dark
        strong = self._contrast_wanted() == Qt.ContrastPreference.HighContrast
        self._application.setPalette(theme.application_palette(dark, strong))
