"""What the pages of a survey share: how far the test digits have been read, and what is shown until they are."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QStackedLayout, QWidget

from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, put_beside, widget_of, wrapped_label
from lenet_gui.findings.tiles import DigitTiles
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import announce
from lenet_gui.style.text_size import bold
from model.digits.data_source import MNIST_TEST_DIGITS
from model.digits.survey import Survey

_GAP = MARGIN // 3


class SurveyPanel(QWidget):
    """A heading and a note over rows of digits, with a chart beside them, or below where there is too little room.

    Args:
        name: what the heading is about, a screen reader's description.
        note: what the note is about.
        hint: what to do, while there is nothing to show.
        tiles: the digits.
        chart: beside them.
    """

    taken = Signal(object)  # the Tile that was clicked, or chosen with Enter

    def __init__(self, name: str, note: str, hint: str, tiles: DigitTiles, chart: QWidget) -> None:
        super().__init__()
        self.survey: Survey | None = None
        self.tiles, self._chart = tiles, chart
        self.heading, self.note = ElidedLabel(name, quiet=False), ElidedLabel(note, quiet=True)
        self.heading.setFont(bold(self.heading.font()))
        tiles.taken.connect(self.taken)
        self._hint, self._reading = wrapped_label(hint), wrapped_label()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = QProgressBar()
        self.progress.setRange(0, MNIST_TEST_DIGITS)
        self.progress.setAccessibleName(tr("Test digits read"))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(2 * MARGIN)
        self._beside.addWidget(tiles, 1)
        self._beside.addWidget(chart)
        self._scrolled = Scrolled(widget_of(self._beside))
        parts = self.heading, self.note, self._scrolled
        shown = column(*parts, grows=self._scrolled, margin=(MARGIN // 2, 5, MARGIN // 2, 2), spacing=_GAP)
        self._states = QStackedLayout()
        reading = widget_of(column(None, self._reading, self.progress, None))
        for part in (self._hint, reading, widget_of(shown)):
            self._states.addWidget(part)
        self.setLayout(self._states)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.tiles.minimumSizeHint().width() + 2 * MARGIN + self._chart.minimumSizeHint().width()
        room = self.width() - self._scrolled.verticalScrollBar().sizeHint().width() - 8
        put_beside(self._beside, needed <= room)

    @property
    def has_subject(self) -> bool:
        """Whether it is known what the digits are to be shown of."""
        raise NotImplementedError

    def show_digits(self, survey: Survey) -> None:
        """Show them, of what is known to be the subject."""
        raise NotImplementedError

    @property
    def shows_digits(self) -> bool:
        """Whether there is something to show, and the test digits have been read."""
        return self.has_subject and self.survey is not None

    def show_survey(self, survey: Survey | None) -> None:
        """Show what was found with the network in use; None while the test digits are read."""
        self.survey = survey
        self._reading.setText(tr("Reading MNIST's test digits ..."))
        self.progress.setValue(0)
        self.progress.show()
        self.refresh()
        if self.shows_digits and self.isVisible():
            announce(self, self.heading.text)

    def show_failure(self) -> None:
        """The test digits could not be read."""
        self._reading.setText(tr("MNIST's test digits could not be read. Open this page again to try again."))
        self.progress.hide()

    @Slot(object)
    def show_progress(self, digits: int) -> None:
        self.progress.setValue(digits)

    def refresh(self) -> None:
        """Show what is known now."""
        survey = self.survey
        self._states.setCurrentIndex(0 if not self.has_subject else 1 if survey is None else 2)
        if self.has_subject and survey is not None:
            self.show_digits(survey)
