"""What windows are put together from: buttons, rows and columns, dialogs for files, questions."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.style.child_window import prepare
from lenet_gui.style.edges import EdgedSplitter
from lenet_gui.style.spoken import ScrollArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

Receiver = Callable[..., object] | SignalInstance
"""What a signal can be connected to."""
Part = QWidget | QLayout | None
Margin = int | tuple[int, int, int, int] | None
"""On all sides; or left, above, right and below."""
Box = TypeVar("Box", bound=QBoxLayout)


class _WheelGuard(QObject):
    """Without focus a widget leaves the wheel to the area that scrolls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def let_wheel_pass(widget: QWidget) -> None:
    """Let the wheel change a widget only with focus, which only clicks and keys give."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_WheelGuard(widget))


class ComboBox(QComboBox):
    """A list that needs focus for the wheel.

    As wide as its texts, whatever their size: Qt keeps the least width that it had before the font was changed.
    """

    def __init__(self) -> None:
        super().__init__()
        let_wheel_pass(self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def button(text: str, clicked: Receiver | None = None, tip: str = "") -> QPushButton:
    """A push button; without ``clicked`` somebody else connects it."""
    made = QPushButton(text)
    made.setToolTip(tool_tip(tip))
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def enable(part: QPushButton | QAction, able: bool, why_not: str, tip: str = "") -> None:
    """Enable a button or an entry of a menu; while it is disabled, its tool tip says why, below the usual one."""
    part.setToolTip(tool_tip("\n".join(filter(None, (tip, "" if able else why_not)))))
    part.setEnabled(able)


def wrapped_label(text: str = "") -> QLabel:
    """Text on as many lines as it needs; names of people and files in it are no markup, whatever they are."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def height_follows_width(part: QWidget, across: QSizePolicy.Policy, down: QSizePolicy.Policy) -> None:
    """Give a widget these policies, and let its layout ask for its height at the width that it has."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)


def keep_room(part: QWidget, keeps: bool = True) -> None:
    """Keep a widget's room while it is hidden, so that nothing moves when it comes."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(keeps)
    part.setSizePolicy(policy)


def scrolled(page: QWidget) -> ScrollArea:
    """A page that can be scrolled up and down, on the background of what it lies on, light and dark."""
    area = ScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # Its fields take the focus, and it follows them.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def thin_progress(name: str) -> QProgressBar:
    """A bar without a text, which a large font would cut off: the figure stands in words beside it."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setMaximumHeight(10)
    bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    bar.setAccessibleName(name)
    return bar


def _filled(
    box: Box, parts: Sequence[Part], grows: QWidget | QLayout | None, margin: Margin, spacing: int | None
) -> Box:
    if margin is not None:
        box.setContentsMargins(*(margin if isinstance(margin, tuple) else (margin,) * 4))
    if spacing is not None:
        box.setSpacing(spacing)
    for part in parts:
        if part is None:
            box.addStretch(1 if grows is None else 0)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    if grows is not None:
        box.setStretchFactor(grows, 1)
    return box


def row(
    *parts: Part, grows: QWidget | QLayout | None = None, margin: Margin = None, spacing: int | None = None
) -> QHBoxLayout:
    """Parts side by side; None is empty room, and ``grows`` takes all of it. Without margin and spacing, Qt decides."""
    return _filled(QHBoxLayout(), parts, grows, margin, spacing)


def column(
    *parts: Part, grows: QWidget | QLayout | None = None, margin: Margin = None, spacing: int | None = None
) -> QVBoxLayout:
    """Like :func:`row`, one below the other."""
    return _filled(QVBoxLayout(), parts, grows, margin, spacing)


def put_beside(box: QBoxLayout, beside: bool) -> None:
    """Turn parts to stand side by side, or one below the other."""
    box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def widget_of(layout: QLayout) -> QWidget:
    """A widget that is nothing but this layout, to be hidden or placed as one."""
    made = QWidget()
    made.setLayout(layout)
    return made


def splitter(orientation: Qt.Orientation, sizes: Sequence[int], *parts: tuple[QWidget, int]) -> QSplitter:
    """Parts with movable edges between them, each with its share of further room; none can be closed."""
    made = EdgedSplitter(orientation)
    for part, stretch in parts:
        made.addWidget(part)
        made.setStretchFactor(made.count() - 1, stretch)
    made.setSizes(sizes)
    return made


def bring_to_front(window: QWidget) -> None:
    """Show a window over all others; the first time beside the canvas if it is not the main one."""
    if window.parentWidget() is not None:
        prepare(window)  # not the main window: Esc would end the program
    window.show()
    window.raise_()
    window.activateWindow()


def suffix_of(name_filter: str) -> str:
    """The suffix that a filter such as "Picture (*.png)" lets through."""
    return name_filter.rpartition("*.")[2].rstrip(")")


def offered_name(text: str) -> str:
    """A text as the name of a file, without its suffix, on any system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", text)


def file_dialog(parent: QWidget, title: str, filters: Sequence[str], taken: Callable[[str], object]) -> "QFileDialog":
    """A dialog, not yet open, for a file that exists; ``taken`` gets its name."""
    from PySide6.QtWidgets import QFileDialog  # Qt makes a class when it is imported: not with the first window

    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(filters)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(taken)
    return dialog


def open_save_dialog(
    parent: QWidget, title: str, filters: Sequence[str], taken: Callable[[str], object], name: str = ""
) -> None:
    """Ask for any file, at first of this name; its suffix follows the chosen filter, and ``taken`` gets its name."""
    dialog = file_dialog(parent, title, filters, lambda chosen: _complete(dialog, parent, chosen, taken))
    dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
    dialog.setFileMode(dialog.FileMode.AnyFile)
    # GTK's dialog and a portal's are not told of a suffix: they cannot ask whether the whole name may be replaced.
    if sys.platform in ("win32", "darwin") or dialog.findChild(QLineEdit) is not None:
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffix_of(chosen)))
        dialog.setDefaultSuffix(suffix_of(filters[0]))
    dialog.selectFile(name)
    dialog.open()


def _complete(dialog: "QFileDialog", parent: QWidget, chosen: str, taken: Callable[[str], object]) -> None:
    """Give a name its suffix if it has none; the dialog has not asked about such a file."""
    path = Path(chosen)
    if "." not in path.name:
        path = path.with_name(f"{path.name}.{suffix_of(dialog.selectedNameFilter())}")
    there = [path.name] if path != Path(chosen) and path.exists() else []
    replacing(parent, dialog.windowTitle(), there, lambda: taken(str(path)))


def replacing(parent: QWidget, title: str, there: Sequence[str], done: Callable[[], object]) -> None:
    """Call ``done``; where it replaces files that are there and the dialog did not ask about, ask before."""
    if not there:
        done()
        return
    one, more = tr("{name} exists already. Replace it?"), tr("{name} exist already. Replace them?")
    text = (more if len(there) > 1 else one).format(name=", ".join(there))
    confirm(parent, title, text, done, tr("Replace"))


def confirm(parent: QWidget, title: str, text: str, done: Receiver, action: str = "") -> None:
    """Ask whether something may be lost, and call ``done`` if so; Enter and Escape keep it.

    ``action`` is the text of the button that loses it; "Yes" if empty.
    """
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Question, title, text, QMessageBox.StandardButton.Cancel, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # as in a label
    if action:
        box.addButton(action, QMessageBox.ButtonRole.AcceptRole).setObjectName("confirm")
    else:
        box.addButton(QMessageBox.StandardButton.Yes)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.accepted.connect(done)
    box.open()
