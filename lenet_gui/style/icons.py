"""The icons, of one family (``resources/icons/lucide``), drawn in the colours of the palette."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache

from lenet_gui.base import theme
from model.assets import asset


def _tinted(name: str, side: int, ratio: float, colour: QColor) -> QPixmap:
    """An icon in one colour, sharp at ``ratio`` device pixels per pixel."""
    key = f"lucide {name} {side} {ratio} {colour.rgba():x}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QIcon(str(asset("icons", "lucide", f"{name}.svg"))).pixmap(QSize(side, side), ratio)
        with QPainter(pixmap) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), colour)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def icon(name: str, side: int, palette: QPalette, ratio: float) -> QIcon:
    """An icon for one screen and one palette; make a new one when either changes.

    Args:
        name: of the file, without its suffix.
        side: in pixels.
        palette: text for what can be pressed, the accent for what is switched on, quiet for what is disabled.
        ratio: device pixels per pixel.
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
        made.addPixmap(_tinted(name, side, ratio, colour), mode, state)
    return made
