"""Below the network: why a value, and what if. Each page is made when first needed, so that the start is quick."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.inspect.change_history import ChangeHistory

if TYPE_CHECKING:
    from lenet_gui.inspect.what_if_panel import WhatIfPanel
    from lenet_gui.why.panel import WhyPanel


class _Page(QWidget):
    """A page that shows a hint until its content is made.

    Args:
        hint: how to get something to see here.
    """

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = QLabel(hint)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._hint)

    def fill(self, content: QWidget) -> None:
        """Replace the hint."""
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._hint, content)
        self._hint.deleteLater()
        self.setFocusProxy(content)
        content.show()
        layout.activate()

    def minimumSizeHint(self) -> QSize:
        # As high as the content will be, so that nothing moves when it is made.
        line = self.fontMetrics().height()
        return super().minimumSizeHint().expandedTo(QSize(24 * line, 9 * line))


class Drawer(QTabWidget):
    """Tabs for the two pages.

    Args:
        scale: the colours of activations.
        history: the changes and their undo history.

    ``why_page`` holds the arithmetic, or the hint.

    Signals:
        why_made: the WhyPanel was made.
        what_if_made: the WhatIfPanel was made.
    """

    why_made = Signal(object)
    what_if_made = Signal(object)

    def __init__(self, scale: ActivationScale, history: ChangeHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._history = scale, history
        self._why: WhyPanel | None = None
        self._what_if: WhatIfPanel | None = None
        self.setDocumentMode(True)
        for part in (self, self.tabBar()):
            part.setAccessibleName(self.tr("Inspect"))
        self.why_page = _Page(self.tr("Point at a unit, or choose one, to see where its value comes from."))
        self._what_if_page = _Page("")
        self.addTab(self.why_page, self.tr("&Why this value?"))
        self.addTab(self._what_if_page, self.tr("What &if?"))
        self.currentChanged.connect(self._on_tab)

    @property
    def why(self) -> "WhyPanel":
        """The arithmetic of a unit; made on first use."""
        if self._why is None:
            from lenet_gui.why.panel import WhyPanel

            self._why = WhyPanel(self._scale)
            self.why_page.fill(self._why)
            self.why_made.emit(self._why)
        return self._why

    @property
    def what_if(self) -> "WhatIfPanel":
        """The changes; made on first use."""
        if self._what_if is None:
            from lenet_gui.inspect.what_if_panel import WhatIfPanel

            self._what_if = WhatIfPanel(self._history)
            self._what_if_page.fill(self._what_if)
            self.what_if_made.emit(self._what_if)
        return self._what_if

    @property
    def has_why(self) -> bool:
        """Whether the WhyPanel was made."""
        return self._why is not None

    @property
    def has_what_if(self) -> bool:
        """Whether the WhatIfPanel was made."""
        return self._what_if is not None

    def open_why(self) -> None:
        """Bring the arithmetic to the front."""
        self.setCurrentWidget(self.why_page)

    def open_what_if(self) -> None:
        """Bring the changes to the front."""
        self.setCurrentWidget(self._what_if_page)

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        if self.widget(index) is self._what_if_page:
            _ = self.what_if
