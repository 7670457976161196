"""The network view with its tools: saliency, colour scale, zoom."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.network.legend import Legend
from lenet_gui.network.network_painter import Overlay
from lenet_gui.network.network_view import NetworkView
from model.network.records import FloatArray

_LIMITS = tuple(step * 10**power for power in range(4) for step in (1, 1.5, 2, 3, 5, 7))
"""Limits that the scale of an overlay may have; the one in use is shown."""


class NetworkPanel(QWidget):
    """The network view above one line of tools.

    Signals:
        overlay_chosen: the saliency to lay over the drawing, by name; empty for none.
    """

    overlay_chosen = Signal(str)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = NetworkView(scale)
        self.overlay = QComboBox()
        self.overlay.setAccessibleName(self.tr("Saliency over the drawing"))
        for name, text, tip in (
            ("", self.tr("no saliency"), self.tr("Show the drawing alone")),
            ("gradient", self.tr("gradient"), self.tr("Which ink would lower the penalty: its gradient by each pixel")),
            ("occlusion", self.tr("occlusion"), self.tr("How the penalty changes when a small square is covered")),
        ):
            self.overlay.addItem(text, name)
            self.overlay.setItemData(self.overlay.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.overlay.setToolTip(self.tr("Show in INPUT which parts of the drawing matter"))
        self.overlay.currentIndexChanged.connect(self._on_overlay)
        self._meaning = QLabel()
        self._meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.zoom_out = self._button("−", self.tr("Zoom out"))
        self.show_all = self._button(self.tr("All"), self.tr("Show all layers in their normal size"))
        self.zoom_in = self._button("+", self.tr("Zoom in"))
        self.zoom_out.clicked.connect(lambda: self.view.zoom_by(1 / 1.5))
        self.zoom_in.clicked.connect(lambda: self.view.zoom_by(1.5))
        self.show_all.clicked.connect(self.view.show_all)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.overlay)
        tools.addWidget(self._meaning, 1)
        tools.addWidget(Legend(scale))
        tools.addSpacing(6)
        for button in (self.zoom_out, self.show_all, self.zoom_in):
            tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 2)
        layout.addWidget(self.view, 1)
        layout.addLayout(tools)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        return button

    @property
    def meaning(self) -> str:
        """The text about the saliency shown."""
        return self._meaning.text()

    @Slot(object, int)
    def show_saliency(self, values: FloatArray | None, digit: int) -> None:
        """Lay ``values`` (32, 32), how the penalty of ``digit`` changes, over INPUT; None removes it."""
        if values is None:
            self.view.show_overlay(None)
            self._say("")
            return
        largest = float(abs(values).max())
        limit = next((end for end in _LIMITS if end >= largest), largest)
        if self.overlay.currentData() == "gradient":
            # A negative gradient lowers the penalty: shown as positive, more ink here fits the digit better.
            values = -values
            text = self.tr("For a {digit}: more ink where positive, less where negative; ±{limit:g}")
        else:
            text = self.tr("Covering this place raises (positive) or lowers the penalty of {digit}; ±{limit:g}")
        self.view.show_overlay(Overlay(values, float(limit)))
        self._say(text.format(digit=digit, limit=limit))

    def _say(self, text: str) -> None:
        self._meaning.setText(text)
        self._meaning.setToolTip(text)

    @Slot(int)
    def _on_overlay(self) -> None:
        self.overlay_chosen.emit(self.overlay.currentData())
