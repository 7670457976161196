"""The View menu: colour scheme, colour map, size of text, full screen; remembered between starts."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import SCHEMES, ColourScheme
from lenet_gui.base.settings import Settings
from lenet_gui.base.theme import COLOUR_MAPS
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.style.text_size import PERCENTAGES, TextSize


class ViewMenu(QObject):
    """How the window looks."""

    def __init__(
        self,
        settings: Settings,
        colour_scheme: ColourScheme,
        text_size: TextSize,
        scale: ActivationScale,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._colour_scheme, self._text_size, self._scale = colour_scheme, text_size, scale
        self.normalise = QAction(self.tr("C&entre and scale drawings"), self)
        self.normalise.setCheckable(True)
        self.normalise.setChecked(True)
        self.normalise.toggled.connect(lambda on: settings.keep("normalise", on))
        tip = self.tr("As in MNIST: scaled to 20×20 pixels, centre of mass in the middle. Off: the drawing as it is.")
        self.normalise.setToolTip(tool_tip(tip))

    def fill(self, menu: QMenu, waves: QAction) -> None:
        """Add the choices to a menu, and apply those of the last time; ``waves`` is for what moves after a stroke."""
        menu.setToolTipsVisible(True)
        schemes = (
            ("system", self.tr("S&ystem colours")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        )
        kept = self._settings.text_of("scheme", "system")
        scheme = kept if kept in SCHEMES else "system"
        self._offer(menu, schemes, scheme, "scheme", self._colour_scheme.choose)
        self._colour_scheme.choose(scheme)
        colours = tuple((name, tr(each.title)) for name, each in COLOUR_MAPS.items())
        menu.addSeparator()
        submenu = menu.addMenu(self.tr("&Colours of activations"))
        self._offer(submenu, colours, self._scale.colour_map, "colour_map", self._scale.choose)
        self._fill_sizes(menu.addMenu(self.tr("&Text size")))
        menu.addSeparator()
        self.normalise.setChecked(self._settings.flag_of("normalise", True))  # who draws and reads has been connected
        menu.addAction(self.normalise)
        waves.setChecked(self._settings.flag_of("waves", True))
        waves.toggled.connect(lambda on: self._settings.keep("waves", on))
        menu.addAction(waves)
        menu.addSeparator()
        full = menu.addAction(self.tr("&Full screen"), self.toggle_full_screen)
        # On macOS F11 is the system's.
        full.setShortcuts([QKeySequence("Ctrl+Meta+F" if sys.platform == "darwin" else "F11")])

    def _fill_sizes(self, menu: QMenu) -> None:
        kept = self._settings.number_of("text_size", PERCENTAGES[0], PERCENTAGES[0], PERCENTAGES[-1])
        percent = kept if kept in PERCENTAGES else PERCENTAGES[0]
        sizes = tuple((str(each), self.tr("{percent} %").format(percent=each)) for each in PERCENTAGES)
        group = self._offer(menu, sizes, str(percent), "text_size", lambda name: self._text_size.choose(int(name)))
        self._text_size.choose(percent)
        menu.addSeparator()
        for text, keys, larger in (
            (self.tr("&Larger text"), ["Ctrl++", "Ctrl+="], True),
            (self.tr("&Smaller text"), ["Ctrl+-"], False),
        ):
            action = menu.addAction(text)
            action.setShortcuts([QKeySequence(key) for key in keys])
            self._window.addAction(action)
            action.triggered.connect(lambda _checked, larger=larger: self._text_size.step(larger))
        self._text_size.changed.connect(lambda chosen: self._show_size(group, chosen))

    def _show_size(self, group: QActionGroup, percent: int) -> None:
        self._settings.keep("text_size", str(percent))
        for action in group.actions():
            action.setChecked(action.data() == str(percent))

    @Slot()
    def toggle_full_screen(self) -> None:
        # Not showNormal, after which a window that filled the screen before no longer does.
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _offer(
        self, menu: QMenu, choices: tuple[tuple[str, str], ...], chosen: str, key: str, choose: Callable[[str], None]
    ) -> QActionGroup:
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
        return group
