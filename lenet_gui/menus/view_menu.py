"""The View menu: colour scheme and colour map, remembered between starts."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.settings import Settings


class ViewMenu(QObject):
    """Light or dark, and the colour map of activations."""

    def __init__(
        self, settings: Settings, colour_scheme: ColourScheme, scale: ActivationScale, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings, self._colour_scheme, self._scale = settings, colour_scheme, scale

    def fill(self, menu: QMenu) -> None:
        """Add the choices to a menu, and apply those of the last time."""
        schemes = (
            ("system", self.tr("&System colours")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        )
        scheme = self._settings.text_of("scheme", "system")
        self._choices(menu, schemes, scheme).triggered.connect(self._on_scheme)
        self._colour_scheme.choose(scheme)
        colours = (
            ("blue-orange", self.tr("&Blue and orange (safe for colour blindness)")),
            ("grey", self.tr("&Grey, as in the paper")),
            ("purple-green", self.tr("P&urple and green")),
        )
        menu.addSeparator()
        submenu = menu.addMenu(self.tr("&Colours of activations"))
        self._choices(submenu, colours, self._scale.colour_map).triggered.connect(self._on_colours)

    def _choices(self, menu: QMenu, choices: tuple[tuple[str, str], ...], chosen: str) -> QActionGroup:
        group = QActionGroup(self)
        for name, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            group.addAction(action)
        return group

    @Slot(QAction)
    def _on_scheme(self, action: QAction) -> None:
        self._settings.keep("scheme", str(action.data()))
        self._colour_scheme.choose(str(action.data()))

    @Slot(QAction)
    def _on_colours(self, action: QAction) -> None:
        self._settings.keep("colour_map", str(action.data()))
        self._scale.choose(str(action.data()))
