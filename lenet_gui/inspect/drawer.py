"""Below the network: why a value, what a map finds, what the drawing is like, what if, how a number was read.

It is closed at first, and a page is made when it is first needed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.keys import Gesture, tab_through, written
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, row, widget_of, wrapped_label
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.tabs import Tabs
from lenet_gui.style.text_size import letters
from model.network.recognition import Recognition
from model.network.wiring import HIDDEN, NAMES, Unit

if TYPE_CHECKING:
    from lenet_gui.findings.neighbours_panel import NeighboursPanel
    from lenet_gui.findings.panel import FindingsPanel
    from lenet_gui.inspect.what_if_panel import WhatIfPanel
    from lenet_gui.numbers.reading_panel import ReadingPanel
    from lenet_gui.why.panel import WhyPanel

W = TypeVar("W", bound=QWidget)


@runtime_checkable
class ShowsAnswers(Protocol):
    """A view of the newest answer."""

    def show_recognition(self, answer: Recognition) -> None: ...


class Page(QWidget, Generic[W]):
    """A page whose content ``make`` makes when it is asked for or, where there is no hint to show, when it is seen.

    A content that has ``show_recognition`` is handed the newest answer as long as it is seen, and when it is next seen.
    The page stays open when a unit of the layers ``stays_for`` is chosen.
    """

    made = Signal(object)  # the content was made
    seen = Signal()  # it has come into view
    left = Signal()  # it is no longer in view

    def __init__(self, hint: str, make: Callable[[], W], stays_for: Sequence[str]) -> None:
        super().__init__()
        self._make = make
        self.stays_for = stays_for
        self._content: W | None = None
        self._answer: Recognition | None = None
        self.waits = bool(hint)
        self._hint = wrapped_label(hint)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = column(self._hint, margin=0)
        self.setLayout(self._layout)

    @property
    def is_made(self) -> bool:
        return self._content is not None

    @property
    def content(self) -> W:
        """The content; made on first use."""
        if self._content is None:
            self._content = self._make()
            self._layout.replaceWidget(self._hint, self._content)
            self._hint.hide()
            self._hint.deleteLater()
            self._content.show()
            self._layout.activate()
            self.made.emit(self._content)
            self._hand_on()
        return self._content

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        self._hand_on()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hand_on()
        self.seen.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def _hand_on(self) -> None:
        if self.isVisible() and self._answer is not None and isinstance(self._content, ShowsAnswers):
            self._content.show_recognition(self._answer)

    def minimumSizeHint(self) -> QSize:
        # As high as the content will be, so that nothing moves when it is made.
        metrics = self.fontMetrics()
        return super().minimumSizeHint().expandedTo(QSize(letters(56, metrics), 9 * metrics.height()))


class Drawer(Tabs):
    """Tabs for the pages."""

    close_wanted = Signal()  # by the button or the Escape key

    def __init__(self, scale: ActivationScale, history: ChangeHistory) -> None:
        super().__init__(tr("Inspect"))
        self._scale, self._history = scale, history
        back = QKeySequence("Alt+Right" if self.isRightToLeft() else "Alt+Left")
        self.back = IconButton(
            "arrow-left", self.tr("Back to the unit before ({keys})").format(keys=written(back)), slim=True
        )
        self.back.setShortcut(back)
        self.back.setEnabled(False)
        self.close_button = IconButton("x", self.tr("Close (Esc)"), slim=True)
        self.close_button.clicked.connect(self.close_wanted)
        # In line with the texts of the tabs, which have a line below them.
        self.setCornerWidget(widget_of(row(self.back, self.close_button, margin=(0, 0, 0, 3), spacing=2)))
        hint = self.tr("Point at a unit, or choose one, to see where its value comes from.")
        self.why_page = self.add_page(self.tr("&Why?"), self._make_why, hint)
        self.findings_page = self.add_page(self.tr("What does it fi&nd?"), self._make_findings, stays_for=NAMES[1:])
        self.neighbours_page = self.add_page(self.tr("Li&ke what?"), self._make_neighbours)
        self.what_if_page = self.add_page(self.tr("What &if?"), self._make_what_if, stays_for=HIDDEN)
        self.number_page = self.add_page(self.tr("H&ow was it read?"), self._make_number)
        self.currentChanged.connect(lambda index: self._make_page(self.widget(index)))
        self.hide()

    def add_page(self, title: str, make: Callable[[], W], hint: str = "", stays_for: Sequence[str] = ()) -> Page[W]:
        """Add a page that is made when its tab is chosen; with a hint it shows that until its content is asked for.

        A unit that is chosen is explained on the first page, unless the one that is open is about its layer, too: one
        of ``stays_for``.
        """
        page = Page(hint, make, stays_for)
        page.made.connect(partial(tab_through, self.close_button))
        self.addTab(page, title)
        return page

    def _make_why(self) -> "WhyPanel":
        from lenet_gui.why.panel import WhyPanel

        return WhyPanel(self._scale)

    def _make_findings(self) -> "FindingsPanel":
        from lenet_gui.findings.panel import FindingsPanel

        return FindingsPanel()

    def _make_neighbours(self) -> "NeighboursPanel":
        from lenet_gui.findings.neighbours_panel import NeighboursPanel

        return NeighboursPanel()

    def _make_what_if(self) -> "WhatIfPanel":
        from lenet_gui.inspect.what_if_panel import WhatIfPanel

        return WhatIfPanel(self._history)

    def _make_number(self) -> "ReadingPanel":
        from lenet_gui.numbers.reading_panel import ReadingPanel

        return ReadingPanel()

    @property
    def why(self) -> "WhyPanel":
        return self.why_page.content

    @property
    def what_if(self) -> "WhatIfPanel":
        return self.what_if_page.content

    @property
    def pages(self) -> list[Page[QWidget]]:
        """In the order of their tabs."""
        widgets = (self.widget(index) for index in range(self.count()))
        return [widget for widget in widgets if isinstance(widget, Page)]

    def open_at(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self._make_page(page)
        self.show()

    @property
    def explains(self) -> bool:
        """Whether it is open at the page that explains a value."""
        return self.shows(self.why_page)

    def say_why(self) -> None:
        if self.explains:
            self.why.say()

    def shows(self, page: QWidget) -> bool:
        """Whether it is open at this page."""
        return not self.isHidden() and self.currentWidget() is page

    def stays_for(self, unit: Unit) -> bool:
        """Whether the page that is shown is about this unit as well, once it is chosen."""
        return any(self.shows(page) and unit.layer in page.stays_for for page in self.pages)

    def gestures(self) -> list[Gesture]:
        return [
            Gesture(written(self.back.shortcut()), self.tr("back to the unit before")),
            Gesture(self.tr("Esc"), self.tr("close it")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _make_page(self, page: QWidget | None) -> None:
        """Make the page's content, unless it waits until something is asked."""
        if isinstance(page, Page) and not page.waits:
            _ = page.content
