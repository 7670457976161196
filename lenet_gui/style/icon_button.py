"""The icons, of one family (``resources/icons/lucide``), in the colours of the palette; and a button that shows one."""

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QPixmapCache,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton

from lenet_gui.base import theme
from lenet_gui.base.keys import written
from lenet_gui.base.translate import tool_tip
from lenet_gui.style.controls import paint_ring
from model.assets import asset

_TURNED = ("arrow-left", "undo-2", "redo-2")
"""Where people read from right to left, these point the other way."""
_SIDE = 1.35
"""An icon's side, in heights of a line of text."""


def _tinted(name: str, side: int, ratio: float, colour: QColor, turned: bool) -> QPixmap:
    """An icon in one colour, sharp at ``ratio`` device pixels per pixel; its mirror image if ``turned``."""
    key = f"lucide {name} {side} {ratio} {colour.rgba():x} {turned}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QIcon(str(asset("icons", "lucide", f"{name}.svg"))).pixmap(QSize(side, side), ratio)
        with QPainter(pixmap) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), colour)
        if turned:
            pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
        QPixmapCache.insert(key, pixmap)
    return pixmap


def icon(name: str, side: int, palette: QPalette, ratio: float, turned: bool) -> QIcon:
    """An icon for one screen and one palette; make a new one when either changes.

    Args:
        name: of the file, without its suffix.
        side: in pixels.
        palette: text for what can be pressed, the accent for what is switched on, quiet for what is disabled.
        ratio: device pixels per pixel.
        turned: whether it is to be its mirror image.
    """
    made = QIcon()
    # By group: without one, the palette of a disabled button gives the colour of disabled text.
    enabled = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, enabled),
        (QIcon.Mode.Normal, QIcon.State.On, theme.accent(palette)),
        (QIcon.Mode.Disabled, QIcon.State.Off, QColor(disabled.red(), disabled.green(), disabled.blue(), 120)),
    ):
        made.addPixmap(_tinted(name, side, ratio, colour, turned), mode, state)
    return made


class IconButton(QToolButton):
    """Its text is its tool tip and what a screen reader says. It grows with the text, and follows palette and screen.

    Args:
        name: the icon's.
        text: what it does, in a word or two; taken from ``action`` if there is one.
        action: what a press triggers.
        slim: no higher than a line of text, for tabs and lists.
    """

    def __init__(self, name: str, text: str = "", action: QAction | None = None, slim: bool = False) -> None:
        super().__init__()
        self._icon_name, self._slim = name, slim
        self.setAutoRaise(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if action is not None:
            self.setDefaultAction(action)
            # The texts of undo and redo also name the step; a button's name stays what it was.
            text = text or action.iconText()
            action.changed.connect(self._tell)
        self._text = text
        self._drawn: tuple[int, int, float, bool] | None = None
        self._icon = QIcon()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Name, tool tip with the keys, and the icon again: Qt takes all of them from the action when that changes."""
        action = self.defaultAction()
        text = self._text if action is None else action.text().replace("&", "")
        keys = "" if action is None else written(action.shortcut())
        tip = "" if action is None else action.statusTip()
        # An action without a tool tip of its own gives its text.
        why = "" if action is None or action.isEnabled() or action.toolTip() == text else action.toolTip()
        self.setToolTip(tool_tip((tip or text) + (f" ({keys})" if keys else "") + (why and f"\n{why}")))
        self.setAccessibleName(self._text)
        more = tip if text == self._text else tip or text  # not the name again
        self.setAccessibleDescription(", ".join(filter(None, (more, keys, why))))
        self._draw_icon()

    def _side(self) -> int:
        return round(self.fontMetrics().height() * (1 if self._slim else _SIDE))

    def _draw_icon(self) -> None:
        if not self.isVisible():
            return
        side, palette, ratio = self._side(), self.palette(), self.devicePixelRatioF()
        turned = self.isRightToLeft() and self._icon_name in _TURNED
        drawn = side, palette.cacheKey(), ratio, turned
        if drawn != self._drawn:
            self._drawn, self._icon = drawn, icon(self._icon_name, side, palette, ratio, turned)
            self.setIconSize(QSize(side, side))
        self.setIcon(self._icon)

    def showEvent(self, event: QShowEvent) -> None:
        self._draw_icon()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                paint_ring(painter, self.rect(), self.palette())

    def sizeHint(self) -> QSize:
        side = self._side() + (6 if self._slim else 12)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        understood, kind = super().event(event), QEvent.Type
        if event.type() in (
            kind.PaletteChange, kind.FontChange, kind.DevicePixelRatioChange, kind.LayoutDirectionChange
        ):  # fmt: skip
            self._draw_icon()
            self.updateGeometry()
        return understood
