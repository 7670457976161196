"""Training curves as files: a picture, a drawing or a table."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsView

from lenet_gui.saving import image_export as render
from lenet_gui.training.curves.figures import FIGURES
from model.training.progress import PassResult

SUFFIXES = (".png", ".svg", ".csv")
_HIDDEN_SIZE = QSize(800, 600)


def as_csv(runs: Sequence[tuple[str, Sequence[PassResult]]]) -> bytes:
    """One row a pass, UTF-8. With several (name, passes), a first column ``run`` tells which run a row is of."""
    several = len(runs) > 1
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*(("run",) if several else ()), "pass", *(figure.name for figure in FIGURES)))
    for name, passes in runs:
        for result in passes:
            row = result.number, *(figure.of(result) for figure in FIGURES)
            writer.writerow((name, *row) if several else row)
    return text.getvalue().encode("utf-8")


@contextmanager
def _laid_out(view: QGraphicsView) -> Iterator[QRect]:
    """The part of a view to paint. One that is not shown is laid out, for it may never have had its size."""
    if view.isVisible():
        yield view.viewport().rect()
        return
    before = view.size()
    _resize_hidden(view, before.expandedTo(_HIDDEN_SIZE))
    # How wide an axis has to be, pyqtgraph learns by painting it.
    for _ in range(2):
        nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
        with QPainter(nowhere) as painter:
            view.render(painter)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    try:
        yield view.viewport().rect()
    finally:
        _resize_hidden(view, before)


def _resize_hidden(view: QGraphicsView, size: QSize) -> None:
    view.resize(size)
    # Otherwise they hear of it only when they are shown.
    for widget in (view, view.viewport()):
        QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))


def as_png(view: QGraphicsView, background: QColor) -> bytes:
    """A view as it stands, at twice its size on screen; raises OSError where there is no memory for it."""
    with _laid_out(view) as area:
        return render.as_png(area.size(), background, lambda painter: view.render(painter, QRectF(area), area))


def as_svg(view: QGraphicsView, background: QColor) -> bytes:
    """A view as it stands, as an SVG drawing; raises OSError. pyqtgraph's own exporter fails on round symbols."""
    with _laid_out(view) as area:
        return render.as_svg(
            area.size(), background, lambda painter: view.render(painter, QRectF(area), area), view.logicalDpiX()
        )
