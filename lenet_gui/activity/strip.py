"""One line that says what is in progress or waits; empty if nothing does."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from lenet_gui.activity.activities import Activity
from lenet_gui.base.elided_label import FittedLabel
from lenet_gui.base.widgets import row, thin_progress
from lenet_gui.style.lit import make_link
from lenet_gui.style.spoken import announce

_BAR_PX = (26, 4)


class _Item(QWidget):
    wanted = Signal(object)  # the Action

    def __init__(self) -> None:
        super().__init__()
        self._activity: Activity | None = None
        self._share, self.button = thin_progress(self.tr("Progress")), QToolButton()
        self._share.setFixedSize(*_BAR_PX)
        self._words = FittedLabel(self.tr("Activity"), quiet=True)
        make_link(self.button)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)  # as high without a text as with one
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._on_clicked)
        self.setLayout(row(self._share, self._words, self.button, margin=0))

    def show_activity(self, activity: Activity | None, told: bool) -> None:
        if activity is not None:
            self._share.setValue(round(100 * (activity.share or 0.0)))
        shown, self._activity = self._activity, activity
        if activity is not None and (shown is None or (shown.words, shown.button) != (activity.words, activity.button)):
            if not told and activity.share is None and (shown is None or shown.button != activity.button):
                announce(self, f"{activity.words}: {activity.button}")
            self._words.set_text(activity.words)
            self.button.setText(activity.button)
            self.button.setAccessibleName(f"{activity.words}: {activity.button}")
        if activity is not None:
            self._share.setVisible(activity.share is not None)

    @property
    def is_wanted(self) -> bool:
        """Whether it has something to say."""
        return self._activity is not None

    def _on_clicked(self) -> None:
        if self._activity is not None:
            self.wanted.emit(self._activity.action)


class ActivityStrip(QWidget):
    """Shows activities side by side, each with a button; where there is no room for all, the first ones."""

    wanted = Signal(object)  # the Action whose button was clicked
    shown = Signal(bool)  # whether there is anything to say

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Activity"))
        self._items: list[_Item] = []
        self._row = row(margin=0, spacing=self.fontMetrics().averageCharWidth() * 3)
        self.setLayout(self._row)
        self._add_item()
        self.hide()

    @property
    def words(self) -> list[str]:
        """What each activity says, with its button's text."""
        return [item.button.accessibleName() for item in self._items if not item.isHidden()]

    def buttons(self) -> list[QToolButton]:
        return [item.button for item in self._items if not item.isHidden()]

    @property
    def line_height(self) -> int:
        """How high an activity is, whether there is one or not."""
        return self._items[0].sizeHint().height()

    def _add_item(self) -> None:
        item = _Item()
        item.wanted.connect(self.wanted)
        item.hide()
        self._items.append(item)
        self._row.addWidget(item)

    def show_activities(self, activities: Sequence[Activity | None], told: Sequence[bool] = ()) -> None:
        """Show these, each in its place; None where there is nothing to say there.

        Those that are ``told`` in a window of their own, which is open, are not announced: it says more of them.
        """
        while len(self._items) < len(activities):
            self._add_item()
        for item, activity, elsewhere in zip_longest(self._items, activities, told):
            item.show_activity(activity, bool(elsewhere))
        self._fit()
        self.updateGeometry()
        says = any(activity is not None for activity in activities)
        if says == self.isHidden():
            self.setVisible(says)
            self.shown.emit(says)

    def minimumSizeHint(self) -> QSize:
        return next((item.minimumSizeHint() for item in self._items if item.is_wanted), QSize())

    def sizeHint(self) -> QSize:
        wanted = [item.sizeHint() for item in self._items if item.is_wanted]
        gaps = self._row.spacing() * max(len(wanted) - 1, 0)
        return QSize(sum(size.width() for size in wanted) + gaps, max((size.height() for size in wanted), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many as there is room for, and the first in any case."""
        taken = 0
        for item in self._items:
            needed = item.minimumSizeHint().width()
            fits = item.is_wanted and (taken == 0 or taken + needed <= self.width())
            item.setVisible(fits)
            taken += needed + self._row.spacing() if item.is_wanted else 0
