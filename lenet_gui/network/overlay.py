"""Saliency over INPUT, and below it what its colours mean: it has a scale of its own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPalette

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from model.network.records import FloatArray

_STRIP = 7.0
"""The height of the colour scale."""
_AWAY = 12.0
"""From INPUT to its legend."""


class Overlay(NamedTuple):
    """``values`` (32, 32) on the scale -``limit`` to ``limit``; ``title``, ``low`` and ``high`` say what that means."""

    values: FloatArray
    limit: float
    title: str = ""
    low: str = ""
    high: str = ""


def paint_overlay(
    painter: QPainter, where: QRectF, overlay: Overlay, scale: ActivationScale, palette: QPalette
) -> None:
    """Over INPUT, translucent, so that the drawing can be seen."""
    pixels = scale.pixels(overlay.values, palette, overlay.limit)
    strength = np.clip(np.abs(overlay.values) / overlay.limit, 0, 1) ** 0.5 * 245
    alpha = strength.astype(np.uint32) << 24
    coloured = np.ascontiguousarray((pixels & 0x00FFFFFF) | alpha)
    side = coloured.shape[0]
    image = QImage(coloured.tobytes(), side, side, side * 4, QImage.Format.Format_ARGB32).copy()
    painter.drawImage(where, image)


def paint_legend(
    painter: QPainter, where: QRectF, room: QRectF, overlay: Overlay, scale: ActivationScale, palette: QPalette
) -> None:
    """Below INPUT, at ``where``: the scale and what its ends mean, in ``room``; figures only as they fit."""
    metrics = QFontMetricsF(painter.font())
    lines = _broken(overlay.title, room.width(), metrics)
    y = where.bottom() + _AWAY
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    for line in lines:
        painter.drawText(QRectF(room.left(), y, room.width(), metrics.height()), Qt.AlignmentFlag.AlignHCenter, line)
        y += metrics.height()
    strip = QRectF(where.left(), y + 3, where.width(), _STRIP)
    scale.paint_strip(painter, strip, palette)
    painter.setPen(theme.quiet(palette))
    y = strip.bottom() + 2
    for low, high in ((overlay.low, overlay.high), (f"−{overlay.limit:g}", f"+{overlay.limit:g}")):
        needed = sum(map(metrics.horizontalAdvance, (low, "  ", high)))
        edges = strip if needed <= strip.width() else room
        wide = QRectF(edges.left(), y, edges.width(), metrics.height())
        lower = wide.translated(0, metrics.height()) if needed > wide.width() else wide
        if lower.bottom() > room.bottom():
            break
        painter.drawText(wide, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(lower, Qt.AlignmentFlag.AlignRight, high)
        y = lower.bottom()


def _broken(text: str, width: float, metrics: QFontMetricsF) -> list[str]:
    """A text in lines, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
