"""Buttons in the accent's colour: the one that a window is for, those that are switched on, and those in a text."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton

from lenet_gui.base import theme
from lenet_gui.style.text_size import bold


class Lit(QObject):
    """Keeps a button's colours, light and dark: its face while it is enabled and, if it is a switch, on."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button, self._shown, self._wanted = button, QPalette(), True
        button.installEventFilter(self)
        button.toggled.connect(self.colour)
        self.colour()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if event.type() in (kinds.ApplicationPaletteChange, kinds.PaletteChange, kinds.EnabledChange):
            self.colour()
        return False

    def want(self, wanted: bool) -> None:
        """Whether this button is what the window is for now."""
        self._wanted = wanted
        self.colour()

    @Slot()
    def colour(self) -> None:
        # What is not set here is the application's, now and later.
        palette = self._colours(QApplication.palette())
        if palette != self._shown:
            self._shown = palette
            self._button.setPalette(palette)

    def _colours(self, usual: QPalette) -> QPalette:
        button, palette = self._button, QPalette()
        if self._wanted and button.isEnabled() and (button.isChecked() or not button.isCheckable()):
            face, text = theme.lit(usual)
            palette.setColor(QPalette.ColorRole.Button, face)
            palette.setColor(QPalette.ColorRole.ButtonText, text)
        return palette


class _Link(Lit):
    """Keeps a button's text in the accent's colour, and underlines it while it has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            font = self._button.font()
            font.setUnderline(event.type() == QEvent.Type.FocusIn)
            self._button.setFont(font)
        return super().eventFilter(watched, event)

    def _colours(self, usual: QPalette) -> QPalette:
        return theme.recoloured(QPalette(), theme.accent(usual), QPalette.ColorRole.ButtonText)


def make_primary(button: QAbstractButton) -> Lit:
    """Show a button as the one that its window is for."""
    button.setFont(bold(button.font()))
    return Lit(button)


def make_switch(button: QAbstractButton) -> None:
    """Let a button be switched on and off, and show which it is."""
    button.setCheckable(True)
    Lit(button)


def make_link(button: QToolButton) -> None:
    """Show a button as text that can be pressed."""
    button.setAutoRaise(True)
    _Link(button)
