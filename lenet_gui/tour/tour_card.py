"""One page of the tour at a time, as high as the longest of them, so that nothing moves when a page is turned."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QStackedWidget, QWidget

from lenet_gui.base import theme
from lenet_gui.base.keys import written
from lenet_gui.base.widgets import button, column, height_follows_width, row, widget_of, wrapped_label
from lenet_gui.story.card import heading_of
from lenet_gui.story.terms import TermTexts
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.flow import Flow
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.lit import make_primary
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import announce
from lenet_gui.style.text_size import bold, oblique

_TURNS = {Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1}
_ROUND = 5


class _Page(Dressed):
    """A term's texts; its palette is that of what it lies on."""

    def __init__(self, texts: TermTexts) -> None:
        super().__init__()
        shown = heading_of(texts), texts.text, texts.hint, texts.section
        self._heading, self._text, self._hint, self._section = map(wrapped_label, shown)
        self._section.setVisible(bool(texts.section))
        self.words = f"{heading_of(texts)}. {texts.text} {texts.hint}".strip()
        self._dress()
        parts = self._heading, self._text, self._hint, self._section, None
        self.setLayout(column(*parts, margin=0, spacing=MARGIN // 2))

    def _dress(self) -> None:
        palette = self.palette()
        self._heading.setFont(bold(self.font()))
        self._hint.setFont(oblique(self.font()))  # in the accent's colour it would look like a link
        self._section.setPalette(theme.recoloured(palette, theme.quiet(palette)))


class TourCard(QWidget):
    """Turns its pages by buttons or keys; the controller is told which one is shown."""

    turned = Signal(int)  # the page that is shown now
    closed = Signal()  # the person has ended the tour

    def __init__(self, pages: Sequence[TermTexts]) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Tour"))
        height_follows_width(self, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._pages, self._place = QStackedWidget(), QLabel()
        for texts in pages:
            self._pages.addWidget(_Page(texts))
        before, after = map(written, ("Right", "Left") if self.isRightToLeft() else ("Left", "Right"))
        self.back = IconButton("arrow-left", self.tr("The page before ({key})").format(key=before), slim=True)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.next = button("", lambda: self._turn(1), self.tr("The next page ({key})").format(key=after))
        make_primary(self.next)
        self.close_button = IconButton("x", self.tr("End the tour (Esc)"), slim=True)
        self.close_button.clicked.connect(self.closed)
        for each in (self.back, self.next, self.close_button):
            each.installEventFilter(self)
        # Above the text: in a low window its end lies below the edge. On two lines where the text is large.
        parts = (self.back, self._place, None), (None, self.next, self.close_button)
        ends = [widget_of(row(*end, margin=0, spacing=MARGIN // 2)) for end in parts]
        head = Flow(ends, gap=MARGIN // 2, fills=True)
        self.setLayout(column(head, self._pages, grows=self._pages, margin=MARGIN, spacing=MARGIN // 2))
        self.show_page(0)

    @property
    def page(self) -> int:
        return self._pages.currentIndex()

    @property
    def words(self) -> str:
        shown = self._pages.currentWidget()
        assert isinstance(shown, _Page)
        return shown.words

    @Slot(int)
    def show_page(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        count = self._pages.count()
        self._place.setText(self.tr("{page} of {count}").format(page=page + 1, count=count))
        self.back.setEnabled(page > 0)
        self.next.setText(self.tr("Next") if page < count - 1 else self.tr("Done"))
        self.setAccessibleDescription(self.words)
        if self.isVisible():
            announce(self, self.words)
        self.turned.emit(page)

    def _turn(self, by: int) -> None:
        page = self.page + by
        if page == self._pages.count():
            self.closed.emit()
        elif page >= 0:
            self.show_page(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        turn = _TURNS.get(Qt.Key(event.key()))
        if turn is not None:  # a button would take an arrow as a way to the next button
            sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self._turn(-turn if sideways and self.isRightToLeft() else turn)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QAbstractButton):
            watched.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # scrolls what the card lies in
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.line(palette))
            painter.setBrush(palette.base())
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
