"""How menus and tool tips are painted, and what hangs down from a button; as flat as the controls beside it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionMenuItem

from lenet_gui.base import theme
from lenet_gui.style.controls import chevron, rounded

_State = QStyle.StateFlag


def paint_item_ground(option: QStyleOptionMenuItem, painter: QPainter, in_combo: bool) -> bool:
    """Paint what lies below an item, so that Fusion paints nothing but what stands on it.

    Returns:
        whether something is left to paint: not of a line between groups.
    """
    palette, room = option.palette, option.rect
    if in_combo:  # its list, unlike a menu, reaches from edge to edge
        painter.fillRect(room, palette.color(QPalette.ColorRole.Base))
        room = room.adjusted(3, 0, -3, 0)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        painter.fillRect(QRect(room.left() + 4, room.center().y(), room.width() - 8, 1), theme.line(palette))
        return False
    chosen = _State.State_Selected | _State.State_Enabled
    if option.state & chosen == chosen:
        rounded(painter, room, palette.color(QPalette.ColorRole.Highlight), radius=4)
        option.state &= ~_State.State_Selected  # Fusion would lay its own over it
        text = palette.color(QPalette.ColorRole.HighlightedText)
        palette.setColor(QPalette.ColorRole.Text, text)
        palette.setColor(QPalette.ColorRole.ButtonText, text)
    return True


def paint_menu_title(option: QStyleOptionMenuItem, painter: QPainter, style: QStyle) -> None:
    """A menu's name in the bar: its face is as a tool button's, darker while the menu is open."""
    paint_menu_bar(option, painter)
    shade = option.palette.color(QPalette.ColorRole.WindowText)
    if option.state & _State.State_Selected and option.state & _State.State_Enabled:
        shade.setAlpha(36 if option.state & _State.State_Sunken else 18)
        rounded(painter, option.rect.adjusted(1, 1, -1, -2), shade, radius=4)
    keys = style.styleHint(QStyle.StyleHint.SH_UnderlineShortcut, option)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    flags |= Qt.TextFlag.TextShowMnemonic if keys else Qt.TextFlag.TextHideMnemonic
    enabled = bool(option.state & _State.State_Enabled)
    style.drawItemText(painter, option.rect, flags, option.palette, enabled, option.text, QPalette.ColorRole.WindowText)


def paint_menu_bar(option: QStyleOption, painter: QPainter) -> None:
    """The bar that the menus hang on, with a line below it."""
    painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
    room = option.rect
    painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), theme.faint(option.palette))


def paint_panel(option: QStyleOption, painter: QPainter, face: QPalette.ColorRole = QPalette.ColorRole.Base) -> None:
    """What a menu or a tool tip lies on. Its window has corners, so that its edge has, too."""
    painter.setPen(theme.bar(option.palette))
    painter.setBrush(option.palette.color(face))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def paint_arrow(option: QStyleOption, painter: QPainter, to: Qt.ArrowType) -> None:
    """What tells that a menu opens, and where."""
    chevron(painter, option, option.rect, option.palette.color(QPalette.ColorRole.ButtonText), to)
