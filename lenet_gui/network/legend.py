"""Colour scales as strips between their ends: that of activations, and what is made like it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import PicturePainter
from lenet_gui.story.card import show_card
from lenet_gui.story.terms import Term

GAP = 6


class ScaleStrip(QWidget):
    """The scale's colours from ``low`` to ``high``, 0 in the middle, and a ``note`` behind them; all to be set."""

    def __init__(self, scale: ActivationScale, across: QSizePolicy.Policy) -> None:
        super().__init__()
        self._scale = scale
        scale.changed.connect(self.update)
        self.low = self.high = self.note = ""
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def widths(self) -> tuple[int, int, int]:
        """How much room low, high and note take, each with its gap."""
        advance = self.fontMetrics().horizontalAdvance
        return advance(self.low) + GAP, advance(self.high) + GAP, advance(self.note) + 2 * GAP if self.note else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        low, high, note = self.widths()
        strip = QRectF(low, 4, max(self.width() - low - high - note, 1), self.height() - 8)
        rest = QRectF(strip.right() + GAP, 0, self.width() - strip.right() - GAP, self.height())
        middle, level = strip.center().x(), Qt.AlignmentFlag.AlignVCenter
        with PicturePainter(self) as painter:
            self._scale.paint_strip(painter, strip, palette)
            painter.setPen(QPen(theme.quiet(palette), 1))
            painter.drawLine(int(middle), int(strip.top()), int(middle), int(strip.bottom()))
            painter.drawText(QRectF(0, 0, low, self.height()), level, self.low)
            painter.drawText(rest, level, self.high)
            painter.drawText(rest, level | Qt.AlignmentFlag.AlignRight, self.note)


class Legend(ScaleStrip):
    """The scale of activations, which does not depend on the values shown; a card explains it."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale, QSizePolicy.Policy.Maximum)
        self.low, self.high = f"−{scale.limit:.2f}", f"+{scale.limit:.2f}"
        self.setAccessibleName(
            self.tr("Colour scale, {low} to {high}; 0 in the middle; the same for all values").format(
                low=f"{-scale.limit:.2f}", high=self.high
            )
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            show_card(Term.ACTIVATION, self, self.rect())
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() + QSize(52, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self.widths()) + 32, self.fontMetrics().height() + 4)
