"""What views paint: as a picture; and the texts in it, which they are, and which of them do not fit."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_ROUNDING = 1.5


def picture_of(view: QWidget, part: QRect | None = None) -> QImage:
    """What a view, or a part of it, looks like: with a pixel for each of its own, whatever the screen's scale is."""
    seen = view.grab() if part is None else view.grab(part)
    return seen.toImage().scaled(seen.deviceIndependentSize().toSize())


def problems_painted(window: QWidget) -> list[str]:
    """What of the texts that are painted by Python is cut, while the whole window paints itself."""
    found: list[str] = []
    paint = QPainter.drawText

    def watch(painter: QPainter, *args: Any) -> None:
        caller = sys._getframe(1).f_code
        found.extend(f"{caller.co_qualname}: {problem}" for problem in _problems(painter, *args))
        paint(painter, *args)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QPainter, "drawText", watch)
        window.grab()
    return found


def _problems(painter: QPainter, where: QRectF | QRect | QPointF | QPoint, *others: Any) -> Iterator[str]:
    text, metrics = next(other for other in others if isinstance(other, str)), QFontMetricsF(painter.font())
    if not text:
        return
    if isinstance(where, (QRect, QRectF)):
        room = QRectF(where)
        flags = others[0].value if isinstance(others[0], Qt.AlignmentFlag) else int(others[0])
        needed = metrics.boundingRect(room, flags, text)
        if needed.width() > room.width() + _ROUNDING:
            yield f"{text!r} needs {needed.width():.0f} of {room.width():.0f} px"
        wraps = bool(flags & Qt.TextFlag.TextWordWrap.value)
    else:
        needed = QRectF(where.x(), where.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
        wraps = False
    ink = metrics.tightBoundingRect(text)  # large digits have much empty room above and below
    if not wraps:
        needed = QRectF(needed.x(), needed.y() + metrics.ascent() + ink.y(), needed.width(), ink.height())
        if isinstance(where, (QRect, QRectF)) and ink.height() > where.height() + _ROUNDING:
            yield f"{text!r} needs a height of {ink.height():.0f} of {where.height():.0f} px"
    device = painter.device()
    if isinstance(device, QWidget) and not isinstance(device.parent(), QAbstractScrollArea):
        seen = painter.worldTransform().mapRect(needed)
        if not QRectF(device.rect()).adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING).contains(seen):
            yield f"{text!r} at {seen.getRect()} leaves {device.rect().getRect()}"


def texts_painted(view: QWidget) -> list[str]:
    """What a view writes."""
    found: list[str] = []
    paint = QPainter.drawText

    def watch(painter: QPainter, *args: Any) -> None:
        found.extend(argument for argument in args if isinstance(argument, str))
        paint(painter, *args)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QPainter, "drawText", watch)
        view.grab()
    return found


def is_clear_at_its_edge(view: QWidget, pixels: int = 2) -> bool:
    """Whether nothing is painted where the frame of the focus will be."""
    image = view.grab().toImage()
    width, height = image.width(), image.height()
    edge = {image.pixel(x, y) for x in range(width) for y in (*range(pixels), *range(height - pixels, height))}
    edge |= {image.pixel(x, y) for y in range(height) for x in (*range(pixels), *range(width - pixels, width))}
    return len(edge) == 1
