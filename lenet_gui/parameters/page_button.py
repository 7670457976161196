"""The page in front as a picture: copied, or saved as PNG or SVG."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from lenet_gui.base.view_export import ViewExport


class PageButton(QToolButton):
    """Opens a menu with copy and save.

    Args:
        view_export: copies and saves.
        page: gives the page in front.
    """

    def __init__(self, view_export: ViewExport, page: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view_export, self._page = view_export, page
        self.setText(self.tr("Export"))
        self.setToolTip(self.tr("Copy or save the whole page as a picture"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        menu = QMenu(self)
        self.copy_page = menu.addAction(self.tr("&Copy this page"), self._copy)
        self.save_page = menu.addAction(self.tr("&Save this page ..."), self._save)
        self.setMenu(menu)

    @Slot()
    def _copy(self) -> None:
        self._view_export.copy_view(self._page())

    @Slot()
    def _save(self) -> None:
        self._view_export.ask_for_view(self._page(), self.tr("this page"), "lenet5-parameters")
