"""The network view with its tools: saliency, colour scale, zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.widgets import ComboBox, column, row
from lenet_gui.network.legend import Legend
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_view import NetworkView
from lenet_gui.network.overlay import Overlay
from lenet_gui.style.icon_button import IconButton
from model.network.records import FloatArray
from model.network.wiring import INPUT

_LIMITS = tuple(step * 10**power for power in range(4) for step in (1, 1.5, 2, 3, 5, 7))
"""Limits that the scale of an overlay may have; the one in use is shown."""


class NetworkPanel(QWidget):
    """The network view above one line of tools."""

    overlay_chosen = Signal(str)  # the saliency to lay over the drawing, by name; empty for none

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self.view = NetworkView(scale)
        self.overlay = ComboBox()
        self.overlay.setAccessibleName(self.tr("What INPUT shows"))
        for name, text, tip in (
            ("", self.tr("INPUT: the digit"), self.tr("INPUT as the network reads it")),
            (
                "gradient",
                self.tr("INPUT: which ink to change"),
                self.tr("Where more or less ink would lower the penalty: its gradient at each pixel"),
            ),
            (
                "occlusion",
                self.tr("INPUT: which ink counts"),
                self.tr("How the penalty changes when a small square is covered: occlusion"),
            ),
        ):
            self.overlay.addItem(text, name)
            self.overlay.setItemData(self.overlay.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.overlay.setToolTip(self.tr("What INPUT shows: the drawing, or which ink matters"))
        self.overlay.currentIndexChanged.connect(self._on_overlay)
        self.waves = QAction(self.tr("Light &up the connections after a stroke"), self)
        self.waves.setCheckable(True)
        self.waves.setChecked(True)
        self.waves.toggled.connect(self.view.let_wave)
        self.zoom_out = IconButton("minus", self.tr("Zoom out"), slim=True)
        self.show_all = IconButton("maximize", self.tr("Show all layers in their normal size (Home)"), slim=True)
        self.zoom_in = IconButton("plus", self.tr("Zoom in"), slim=True)
        self.zoom_out.clicked.connect(lambda: self.view.zoom_by(1 / 1.5))
        self.zoom_in.clicked.connect(lambda: self.view.zoom_by(1.5))
        self.show_all.clicked.connect(self.view.show_all)
        buttons = self.zoom_out, self.show_all, self.zoom_in
        tools = row(self.overlay, None, Legend(scale), *buttons, spacing=4)
        tools.insertSpacing(3, 6)
        tools.insertSpacing(1, 6)
        self.setLayout(column(self.view, tools, grows=self.view, margin=(6, 6, 6, 2)))

    @Slot(object, int)
    def show_saliency(self, values: FloatArray, digit: int) -> None:
        """Lay ``values`` (32, 32), how the penalty of ``digit`` changes, over INPUT."""
        largest = float(abs(values).max())
        limit = next((end for end in _LIMITS if end >= largest), largest)
        if self.overlay.currentData() == "gradient":
            # A negative gradient lowers the penalty: shown as positive, more ink here fits the digit better.
            words = self.tr("Ink for a better {digit}"), self.tr("less"), self.tr("more")
            values = -values
        else:
            words = self.tr("Where this is covered, the penalty of {digit}"), self.tr("falls"), self.tr("rises")
        title, low, high = words
        self.view.show_overlay(Overlay(values, float(limit), title.format(digit=digit), low, high))

    @Slot(int)
    def _on_overlay(self) -> None:
        name, normal = self.overlay.currentData(), self.view.size_of(INPUT) is Size.NORMAL
        if name and normal:
            # Otherwise it is too small for its 1,024 colours to be told apart, above all above the drawer.
            self.view.resize_layer(INPUT, Size.ENLARGED)
        elif not name and not normal:
            self.view.resize_layer(INPUT, Size.NORMAL)
        self.overlay_chosen.emit(name)
