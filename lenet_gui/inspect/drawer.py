"""Below the network: why a value, and what if. Each page is made when first needed, so that the start is quick."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.inspect.change_history import ChangeHistory

if TYPE_CHECKING:
    from lenet_gui.inspect.what_if_panel import WhatIfPanel
    from lenet_gui.why.panel import WhyPanel

W = TypeVar("W", bound=QWidget)


class Page(QWidget, Generic[W]):
    """A page that shows a hint until ``make`` has made its content."""

    made = Signal(object)  # the content was made

    def __init__(self, hint: str, make: Callable[[], W]) -> None:
        super().__init__()
        self._make = make
        self._content: W | None = None
        self._hint = QLabel(hint)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._hint)

    @property
    def is_made(self) -> bool:
        return self._content is not None

    @property
    def content(self) -> W:
        """The content; made on first use."""
        if self._content is None:
            self._content = self._make()
            self._layout.replaceWidget(self._hint, self._content)
            self._hint.deleteLater()
            self.setFocusProxy(self._content)
            self._content.show()
            self._layout.activate()
            self.made.emit(self._content)
        return self._content

    def minimumSizeHint(self) -> QSize:
        # As high as the content will be, so that nothing moves when it is made.
        line = self.fontMetrics().height()
        return super().minimumSizeHint().expandedTo(QSize(24 * line, 9 * line))


class Drawer(QTabWidget):
    """Tabs for the two pages."""

    def __init__(self, scale: ActivationScale, history: ChangeHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._history = scale, history
        self.setDocumentMode(True)
        for part in (self, self.tabBar()):
            part.setAccessibleName(self.tr("Inspect"))
        hint = self.tr("Point at a unit, or choose one, to see where its value comes from.")
        self.why_page: Page[WhyPanel] = Page(hint, self._make_why)
        self.what_if_page: Page[WhatIfPanel] = Page("", self._make_what_if)
        self.addTab(self.why_page, self.tr("&Why this value?"))
        self.addTab(self.what_if_page, self.tr("What &if?"))
        self.currentChanged.connect(self._on_tab)

    def _make_why(self) -> "WhyPanel":
        from lenet_gui.why.panel import WhyPanel

        return WhyPanel(self._scale)

    def _make_what_if(self) -> "WhatIfPanel":
        from lenet_gui.inspect.what_if_panel import WhatIfPanel

        return WhatIfPanel(self._history)

    @property
    def why(self) -> "WhyPanel":
        return self.why_page.content

    @property
    def what_if(self) -> "WhatIfPanel":
        return self.what_if_page.content

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        if self.widget(index) is self.what_if_page:
            _ = self.what_if
