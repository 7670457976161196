"""The View menu: colour scheme and colour map, remembered between starts."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
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
        self._offer(menu, schemes, scheme, "scheme", self._colour_scheme.choose)
        self._colour_scheme.choose(scheme)
        colours = (
            ("blue-orange", self.tr("&Blue and orange (safe for colour blindness)")),
            ("grey", self.tr("&Grey, as in the paper")),
            ("purple-green", self.tr("P&urple and green")),
        )
        menu.addSeparator()
        submenu = menu.addMenu(self.tr("&Colours of activations"))
        self._offer(submenu, colours, self._scale.colour_map, "colour_map", self._scale.choose)

    def _offer(
        self, menu: QMenu, choices: tuple[tuple[str, str], ...], chosen: str, key: str, choose: Callable[[str], None]
    ) -> None:
        """One action a choice; what is chosen is kept under ``key``."""
        group = QActionGroup(self)
        group.triggered.connect(lambda action: self._settings.keep(key, action.data()))
        group.triggered.connect(lambda action: choose(action.data()))
        for name, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            group.addAction(action)
