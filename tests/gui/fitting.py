"""Walks through all visible text of a window, and compares the room that it needs with what it has."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QMenuBar,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.keeping.question_bubble import QuestionBubble
from lenet_gui.style.icon_button import IconButton

_ROUNDING = 1
_TIP_CHARACTERS = 80
"""The longest line of a tool tip: Qt breaks none."""
_OVER_OTHERS = (QuestionBubble,)
"""What is meant to lie over others."""


def visible_widgets(window: QWidget) -> list[QWidget]:
    """All of a window that can be seen, or scrolled to; what a spin box is made of is its own affair."""
    found = [widget for widget in window.findChildren(QWidget) if widget.window() is window and widget.isVisible()]
    return [widget for widget in found if not isinstance(widget.parent(), QAbstractSpinBox)]


def problems_of(window: QWidget, may_elide: bool) -> list[str]:
    """What is cut off, too small for what it shows, overlaps or runs on; in words, for a failing test.

    Args:
        window: shown and laid out.
        may_elide: whether a line may end in dots, with the whole of it as its tool tip.
    """
    found = [f"{_name(widget)} is cut" for widget in _cut_texts(window, may_elide)]
    found += [f"{_name(widget)} is smaller than it must be" for widget in _squeezed(window)]
    found += [f"{_name(page)} is wider than can be seen" for page in _wider_than_seen(window)]
    found += [f"the tool tip of {_name(widget)} has too long a line" for widget in _told_in_long_lines(window)]
    found += [f"{_name(one)} and {_name(other)} overlap" for one, other in _overlapping(window)]
    return found


def _name(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", "")
    return f"{type(widget).__name__} {text if isinstance(text, str) else text()!r} {widget.geometry().getRect()}"


def _label(label: QLabel, may_elide: bool) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + _ROUNDING
    told_elsewhere = may_elide and label.toolTip() != ""
    return not label.text() or label.sizeHint().width() <= label.width() + _ROUNDING or told_elsewhere


def _line(line: ElidedLabel, may_elide: bool) -> bool:
    return may_elide or line.fontMetrics().horizontalAdvance(line.text) <= line.width() + _ROUNDING


def _tabs(bar: QTabBar, may_elide: bool) -> bool:
    def fits(index: int) -> bool:
        text = bar.tabText(index).replace("&", "")
        whole = bar.fontMetrics().horizontalAdvance(text) <= bar.tabRect(index).width()
        return (whole or (may_elide and bar.tabToolTip(index) == text)) and _is_high_enough(bar, index)

    return all(map(fits, range(bar.count())))


def _is_high_enough(bar: QTabBar, index: int) -> bool:
    """Whether the style leaves a tab's text, the lowest parts of its letters too, the height that it has."""
    option = QStyleOptionTab()
    bar.initStyleOption(option, index)
    room = bar.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, bar)
    return room.height() >= bar.fontMetrics().height()


def _combo(box: QComboBox, may_elide: bool) -> bool:
    return may_elide or box.sizeHint().width() <= box.width() + _ROUNDING


def _button(button: QAbstractButton, may_elide: bool) -> bool:
    hint, icon_only = button.sizeHint(), isinstance(button, IconButton) or not button.text()
    return icon_only or (hint.width() <= button.width() + _ROUNDING and hint.height() <= button.height() + _ROUNDING)


def _menus(bar: QMenuBar, may_elide: bool) -> bool:
    return all(bar.rect().contains(bar.actionGeometry(action)) for action in bar.actions())


_FITS: dict[type[QWidget], Callable[[Any, bool], bool]] = {
    QLabel: _label,
    ElidedLabel: _line,
    QTabBar: _tabs,
    QComboBox: _combo,
    QAbstractButton: _button,
    QMenuBar: _menus,
}


def _cut_texts(window: QWidget, may_elide: bool) -> Iterator[QWidget]:
    for widget in visible_widgets(window):
        for kind, fits in _FITS.items():
            if isinstance(widget, kind) and not fits(widget, may_elide):
                yield widget


def _squeezed(window: QWidget) -> Iterator[QWidget]:
    """Widgets that got less room than they said they need."""
    for widget in (window, *visible_widgets(window)):
        if isinstance(widget, QProgressBar) and not widget.isTextVisible():
            continue  # without a text it may be thin
        if isinstance(widget, QHeaderView):
            continue  # asks for as much as any scroll area
        needed, has = widget.minimumSizeHint(), widget.size()
        if needed.isValid() and (
            needed.width() > has.width() + _ROUNDING or needed.height() > has.height() + _ROUNDING
        ):
            yield widget


def _wider_than_seen(window: QWidget) -> Iterator[QWidget]:
    """Pages that could only be scrolled sideways, in areas that cannot."""
    areas = [area for area in visible_widgets(window) if isinstance(area, QScrollArea)]
    for area in areas:
        page, stays = area.widget(), area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if page is not None and stays and page.width() > area.viewport().width() + _ROUNDING:
            yield page


def _told_in_long_lines(window: QWidget) -> Iterator[QWidget]:
    for widget in visible_widgets(window):
        if any(len(line) > _TIP_CHARACTERS for line in widget.toolTip().splitlines()):
            yield widget


def _overlapping(window: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Pairs of neighbours that cover a part of each other, and children that leave their parent."""
    for parent in (window, *visible_widgets(window)):
        if isinstance(parent, QStackedWidget):
            continue
        children = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible()]
        children = [child for child in children if not child.isWindow() and not isinstance(child, _OVER_OTHERS)]
        scrolls = isinstance(parent.parent(), QAbstractScrollArea)
        for index, child in enumerate(children):
            if not scrolls and not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
                yield child, parent
            for other in children[index + 1 :]:
                if _shared(child, other):
                    yield child, other


def _shared(one: QWidget, other: QWidget) -> bool:
    common = one.geometry() & other.geometry()
    return common.width() > _ROUNDING and common.height() > _ROUNDING
