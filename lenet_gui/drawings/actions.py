"""What can be done with the drawing, as entries of the File and Edit menus."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from lenet_gui.canvas.tools import Tools
from lenet_gui.drawings.controller import DrawingsController


class DrawingActions(QObject):
    """Fills menus with the actions of the controller and of the canvas's tools."""

    def __init__(self, drawings: DrawingsController, tools: Tools) -> None:
        super().__init__(drawings)
        self._drawings, self._tools = drawings, tools

    def fill_file(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&Open picture or drawing ..."), QKeySequence.StandardKey.Open).triggered.connect(
            self._drawings.ask_for_file
        )
        self._add(menu, self.tr("&Save drawing ..."), QKeySequence.StandardKey.Save).triggered.connect(
            self._drawings.ask_where_to_save
        )

    def fill_edit(self, menu: QMenu) -> None:
        tools = self._tools
        menu.addActions([tools.undo, tools.redo])
        menu.addSeparator()
        self._add(menu, self.tr("&Copy drawing"), QKeySequence.StandardKey.Copy).triggered.connect(self._drawings.copy)
        self._add(menu, self.tr("&Paste picture"), QKeySequence.StandardKey.Paste).triggered.connect(
            self._drawings.paste
        )
        menu.addSeparator()
        menu.addActions([tools.pen, tools.eraser, tools.clear])
        menu.addSeparator()
        menu.addActions([tools.replay, tools.room])
        other = menu.addAction(self.tr("Other e&xamples"), self._drawings.shuffle)
        other.setShortcut(QKeySequence("Ctrl+E"))

    @staticmethod
    def _add(menu: QMenu, text: str, keys: QKeySequence.StandardKey) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        return action
