"""How buttons, fields, boxes, sliders, tabs and bars are painted: flat, with round corners and one accent.

Every function takes the style option that Qt filled in, and paints with a painter that it leaves as it likes.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSpinBox,
    QStyleOptionTab,
)

from lenet_gui.base import theme

ROUND = 5.0
_FOCUS = 2.0
_CLEAR = QColor(0, 0, 0, 0)
_State = QStyle.StateFlag
_Sub = QStyle.SubControl


def _is(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _by_key(option: QStyleOption) -> bool:
    """Whether it has the focus, and the person is at the keyboard."""
    return _is(option, _State.State_HasFocus) and _is(option, _State.State_KeyboardFocusChange)


def _pointed(option: QStyleOption) -> bool:
    return _is(option, _State.State_Enabled) and _is(option, _State.State_MouseOver)


def rounded(
    painter: QPainter,
    room: QRect | QRectF,
    face: QColor,
    edge: QColor = _CLEAR,
    width: float = 1,
    radius: float = ROUND,
) -> None:
    """A box with round corners; its edge lies within the room."""
    half = width / 2 if edge.alpha() else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge.alpha() else Qt.PenStyle.NoPen)
    painter.setBrush(face if face.alpha() else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room).adjusted(half, half, -half, -half), radius, radius)


def _marked(painter: QPainter, points: list[tuple[float, float]], colour: QColor, width: float) -> None:
    """An open line, such as a tick or an arrow."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def chevron(painter: QPainter, option: QStyleOption, room: QRect, colour: QColor, to: Qt.ArrowType) -> None:
    """An arrow without a shaft."""
    at = QRectF(room).center()
    wide = min(option.fontMetrics.height() / 4, room.height() / 2, room.width() / 3)
    high = wide / 2 if to in (Qt.ArrowType.DownArrow, Qt.ArrowType.RightArrow) else -wide / 2
    ends = (-wide, -high), (0.0, high), (wide, -high)
    if to in (Qt.ArrowType.LeftArrow, Qt.ArrowType.RightArrow):
        ends = (-high, -wide), (high, 0.0), (-high, wide)
    _marked(painter, [(at.x() + x, at.y() + y) for x, y in ends], colour, 1.5)


def paint_button(option: QStyleOption, painter: QPainter) -> None:
    """A push button, or what looks like one; its face is the accent where the palette says so."""
    palette = option.palette
    face = palette.color(QPalette.ColorRole.Button)
    lit, text = theme.is_lit(palette), palette.color(QPalette.ColorRole.ButtonText)
    pressed = _is(option, _State.State_Sunken)
    if not _is(option, _State.State_Enabled):
        rounded(painter, option.rect, _CLEAR, theme.faint(palette))
        return
    if pressed or _pointed(option):
        face = theme.mixed(face, text, (0.2 if pressed else 0.12) if lit else (0.12 if pressed else 0.05))
    edge = face if lit else theme.line(palette)
    if isinstance(option, QStyleOptionButton) and option.features & QStyleOptionButton.ButtonFeature.DefaultButton:
        edge = theme.accent(palette)  # what Enter presses in a dialog
    if _is(option, _State.State_On) and not lit:
        face, edge = theme.mixed(face, theme.accent(palette), 0.18), theme.accent(palette)
    focused = _by_key(option)
    if focused:
        edge = theme.accent(palette)
    rounded(painter, option.rect, face, edge, _FOCUS if focused and not lit else 1)
    if focused and lit:
        rounded(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), _CLEAR, text, 1.5, ROUND - 2)


def paint_tool(option: QStyleOption, painter: QPainter) -> None:
    """A tool button: nothing but its icon or text until it is pointed at or on."""
    if not _is(option, _State.State_AutoRaise):
        paint_button(option, painter)
        return
    palette = option.palette
    if _is(option, _State.State_On):
        rounded(painter, option.rect, theme.tint(palette, 44))
    if _is(option, _State.State_Enabled) and (_pointed(option) or _is(option, _State.State_Sunken)):
        shade = QColor(palette.color(QPalette.ColorRole.WindowText))
        shade.setAlpha(36 if _is(option, _State.State_Sunken) else 18)
        rounded(painter, option.rect, shade)


def paint_ring(painter: QPainter, room: QRect, palette: QPalette) -> None:
    """A line around what has the focus."""
    rounded(painter, room, _CLEAR, theme.accent(palette), _FOCUS)


def paint_focus(option: QStyleOption, painter: QPainter) -> None:
    """The same, while the person is at the keyboard."""
    if _is(option, _State.State_KeyboardFocusChange):
        paint_ring(painter, option.rect, option.palette)


def paint_field(option: QStyleOption, painter: QPainter) -> None:
    """What is written in, or chosen from."""
    palette, enabled = option.palette, _is(option, _State.State_Enabled)
    focused = enabled and _is(option, _State.State_HasFocus)
    edge = theme.line(palette) if enabled else theme.faint(palette)
    if focused:
        edge = theme.accent(palette)
    elif _pointed(option):
        edge = theme.bar(palette)
    face = palette.color(QPalette.ColorRole.Base) if enabled else _CLEAR
    rounded(painter, option.rect, face, edge, _FOCUS if focused else 1)


def paint_combo(option: QStyleOptionComplex, painter: QPainter, arrow: QRect) -> None:
    """A box to choose from, with an arrow down."""
    paint_button(option, painter)
    enabled = _is(option, _State.State_Enabled)
    chevron(
        painter,
        option,
        arrow,
        theme.quiet(option.palette) if enabled else theme.line(option.palette),
        Qt.ArrowType.DownArrow,
    )


def paint_spin(option: QStyleOptionSpinBox, painter: QPainter, up: QRect, down: QRect) -> None:
    """A field for a number, with arrows up and down; the one that cannot go on is faint."""
    paint_field(option, painter)
    palette = option.palette
    for part, flag, room, to in (
        (_Sub.SC_SpinBoxUp, QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, up, Qt.ArrowType.UpArrow),
        (_Sub.SC_SpinBoxDown, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled, down, Qt.ArrowType.DownArrow),
    ):
        able = _is(option, _State.State_Enabled) and bool(option.stepEnabled & flag)
        over = able and _pointed(option) and bool(option.activeSubControls & part)
        colour = theme.accent(palette) if over else theme.quiet(palette) if able else theme.line(palette)
        chevron(painter, option, room, colour, to)


def _box_colours(option: QStyleOption) -> tuple[QColor, QColor, QColor]:
    """Face, edge and mark of a box to check."""
    palette, enabled = option.palette, _is(option, _State.State_Enabled)
    clear = _CLEAR if not enabled else palette.color(QPalette.ColorRole.Base)
    if _is(option, _State.State_Off):
        edge = theme.quiet(palette) if _pointed(option) else theme.bar(palette) if enabled else theme.line(palette)
        return clear, edge, edge
    # By group and role: in a chosen item of a menu, text has another colour, which theme would take for the scheme's.
    lit, mark = (
        palette.color(QPalette.ColorGroup.Active, role)
        for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText)
    )
    face = lit if enabled else theme.bar(palette)
    return face, face, mark


def paint_check(option: QStyleOption, painter: QPainter) -> None:
    """The box of a check box, with a tick, or a dash for what is partly so."""
    face, edge, mark = _box_colours(option)
    room = QRectF(option.rect)
    side = min(room.width(), room.height())
    rounded(painter, room, face, edge, 1.2, side / 4)
    left, top = room.left(), room.top()
    if _is(option, _State.State_On):
        tick = [(left + x * side, top + y * side) for x, y in ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))]
        _marked(painter, tick, mark, side / 8)
    elif _is(option, _State.State_NoChange):
        _marked(painter, [(left + 0.28 * side, top + side / 2), (left + 0.72 * side, top + side / 2)], mark, side / 8)


def paint_radio(option: QStyleOption, painter: QPainter) -> None:
    """The circle of a radio button."""
    face, edge, mark = _box_colours(option)
    room = QRectF(option.rect)
    side = min(room.width(), room.height())
    rounded(painter, room, face, edge, 1.2, side / 2)
    if _is(option, _State.State_On):
        middle = room.center()
        rounded(
            painter, QRectF(middle.x() - side / 5, middle.y() - side / 5, side / 2.5, side / 2.5), mark, radius=side
        )


def paint_slider(option: QStyleOption, painter: QPainter, groove: QRect, handle: QRect, from_right: bool) -> None:
    """A thin line, in the accent's colour up to a round handle. Across, not upright."""
    palette, enabled = option.palette, _is(option, _State.State_Enabled)
    middle = QRectF(handle).center()
    # Within the handle at either end: a slider at its least value has nothing of the accent's colour.
    track = QRectF(groove.left() + 2, middle.y() - 2, groove.width() - 4, 4)
    rounded(painter, track, theme.line(palette) if enabled else theme.faint(palette), radius=2)
    done = QRectF(track)
    done.setLeft(middle.x()) if from_right else done.setRight(middle.x())
    rounded(painter, done, theme.accent(palette) if enabled else theme.bar(palette), radius=2)
    radius = min(handle.width(), handle.height()) / 2
    knob = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    if enabled and _is(option, _State.State_HasFocus):
        rounded(painter, knob, palette.color(QPalette.ColorRole.Window), theme.accent(palette), _FOCUS, radius)
        inside = 3
    else:
        inside = 1
    edge = theme.line(palette) if not enabled else theme.accent(palette) if _pointed(option) else theme.bar(palette)
    face = theme.knob(palette) if enabled else palette.color(QPalette.ColorRole.Window)
    rounded(painter, knob.adjusted(inside, inside, -inside, -inside), face, edge, radius=radius - inside)


def paint_scroll_bar(option: QStyleOption, painter: QPainter, handle: QRect, across: bool) -> None:
    """Nothing but a round handle."""
    room = QRectF(handle).adjusted(1, 4, -1, -4) if across else QRectF(handle).adjusted(4, 1, -4, -1)
    strong = _is(option, _State.State_Sunken) or _pointed(option)
    colour = theme.bar(option.palette) if strong else theme.line(option.palette)
    rounded(painter, room, colour, radius=min(room.width(), room.height()) / 2)


def paint_tab(option: QStyleOptionTab, painter: QPainter) -> None:
    """A line below the text; below the chosen tab in the accent's colour."""
    palette, room = option.palette, QRect(option.rect)
    if _is(option, _State.State_Selected):
        painter.fillRect(room.left(), room.bottom() - 2, room.width(), 3, theme.accent(palette))
        if _by_key(option):
            paint_ring(painter, room.adjusted(3, 1, -3, -5), palette)
    else:
        if _pointed(option):
            painter.fillRect(room, theme.tint(palette, 20))
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, theme.line(palette))
        palette.setColor(QPalette.ColorRole.WindowText, theme.quiet(palette))


def paint_line_below(option: QStyleOption, painter: QPainter) -> None:
    """Beside the tabs, what they stand on."""
    room = option.rect
    painter.fillRect(room.left(), room.bottom(), room.width(), 1, theme.line(option.palette))


def paint_groove(option: QStyleOption, painter: QPainter) -> None:
    """Where a bar of progress will be."""
    rounded(painter, option.rect, theme.faint(option.palette), radius=_end_of(option.rect))


def paint_progress(option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """How far it is; of a known end."""
    room = QRectF(option.rect)
    part = (option.progress - option.minimum) / (option.maximum - option.minimum)
    if option.direction == Qt.LayoutDirection.RightToLeft:
        room.setLeft(room.right() - part * room.width())
    else:
        room.setWidth(part * room.width())
    radius = min(_end_of(option.rect), room.width() / 2)
    rounded(painter, room, theme.accent(option.palette), radius=radius)


def _end_of(room: QRect) -> float:
    return min(room.height() / 2, ROUND)


def paint_header(option: QStyleOption, painter: QPainter) -> None:
    """The head of a column: a line below it."""
    painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
    paint_line_below(option, painter)


def paint_frame(option: QStyleOption, painter: QPainter, filled: bool) -> None:
    """Around a list or a text; ``filled`` where that lies on the colour of what is written on."""
    face = option.palette.color(QPalette.ColorRole.Base) if filled else _CLEAR
    focused = filled and _by_key(option)
    edge = theme.accent(option.palette) if focused else theme.line(option.palette)
    rounded(painter, option.rect, face, edge, _FOCUS if focused else 1)
