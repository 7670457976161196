"""The button that sets a setting back, and says whether it was changed."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QToolButton

from lenet_gui.base import theme
from lenet_gui.base.widgets import Receiver, keep_room


class ResetButton(QToolButton):
    """Resets a setting; visible only while the setting is changed, when its label is marked."""

    def __init__(self, name: str, clicked: Receiver, label: QLabel) -> None:
        super().__init__()
        self._label, self._changed = label, True
        self.setText("\u21ba")
        self.setAutoRaise(True)
        self.setToolTip(self.tr("Reset to the recipe's value"))
        self.setAccessibleName(self.tr("Reset {name}").format(name=name))
        self.clicked.connect(clicked)
        keep_room(self)
        self.show_changed(False)

    def show_changed(self, changed: bool) -> None:
        if changed == self._changed:
            return
        self._changed = changed
        if self.hasFocus() and not changed:
            self.focusPreviousChild()
        self.setVisible(changed)
        font = QFont(self._label.font())
        font.setBold(changed)
        self._label.setFont(font)
        self._colour()

    def _colour(self) -> None:
        palette = theme.recoloured(self.palette(), theme.accent(self.palette()), QPalette.ColorRole.ButtonText)
        if palette != self.palette():
            self.setPalette(palette)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)
