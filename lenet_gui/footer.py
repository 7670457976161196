"""The line at the bottom of the main window: activity, the unit pointed at, the weights in use, the time it took."""

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.activity.strip import ActivityStrip
from lenet_gui.answer.weights_label import WeightsLabel
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.widgets import row
from lenet_gui.style.spacing import MARGIN
from model.network.recognition import Recognition

_TELL_MS = 250
"""How often to tell the time that an answer took: nobody reads it with every answer."""


class Footer(QWidget):
    """Not a QStatusBar, which keeps the height that it had with the text at its first size."""

    def __init__(self) -> None:
        super().__init__()
        self._time = ElidedLabel(self.tr("Time"), quiet=True, sample=self.tr("network: {ms} ms").format(ms="00.0"))
        self._told = QElapsedTimer()
        # Its value comes last, and is what one wants to know.
        self.unit = ElidedLabel(self.tr("Unit"), quiet=False, elide=Qt.TextElideMode.ElideMiddle)
        self.weights = WeightsLabel()
        self.activity = ActivityStrip()
        self.activity.shown.connect(self._time.setHidden)  # there is not much room
        parts, margin = (self.activity, self.unit, self.weights, self._time), (MARGIN, MARGIN // 4, MARGIN, MARGIN // 3)
        self.setLayout(row(*parts, grows=self.unit, margin=margin, spacing=MARGIN))

    def minimumSizeHint(self) -> QSize:
        # High enough for an activity, even without one, so that nothing moves when one appears.
        margins = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        high = self.activity.line_height + margins.top() + margins.bottom()
        return super().minimumSizeHint().expandedTo(QSize(0, high))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    @Slot(str)
    def show_unit(self, text: str) -> None:
        self.unit.set_text(text)
        self._share()

    def show_recognition(self, answer: Recognition) -> None:
        """Tell how long an answer took, now and then."""
        if not self._told.isValid() or self._told.hasExpired(_TELL_MS):
            self._told.start()
            self._time.set_text(self.tr("network: {ms} ms").format(ms=f"{1000 * answer.seconds:.1f}"))

    def _share(self) -> None:
        """If there is not enough room, the unit's value matters more than the test error."""
        advance = self.fontMetrics().horizontalAdvance
        parts = [max(advance(self.unit.text), self.unit.minimumSizeHint().width()), advance(self.weights.text)]
        parts += [part.sizeHint().width() for part in (self.activity, self._time) if not part.isHidden()]
        self.weights.shorten(sum(parts) + (len(parts) + 1) * MARGIN > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # an activity, other weights, or another font
            self._share()
        return super().event(event)
