"""What the kinds of arithmetic share: cells to point at, to walk by key, to hear of, and to choose."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.keys import ARROWS, BY_TAB
from lenet_gui.why.grid import Grid
from model.network.wiring import Unit

GAP = 6


class Place(NamedTuple):
    """A cell of one of a sheet's grids, counted from 0."""

    grid: int
    row: int
    column: int


class Sheet(QWidget):
    """Grids of cells; a kind of arithmetic says where they lie, what they tell and which unit each comes from.

    Signals:
        source_chosen: the Unit that was clicked, or chosen with Enter.
        walked: the QRectF of the cell that a key led to, so that it can be scrolled into sight.
    """

    source_chosen = Signal(object)
    walked = Signal(object)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        scale.changed.connect(self.update)
        self._grids: list[Grid] | None = None
        self._pointed: Place | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Arithmetic"))

    # What a kind of arithmetic says

    def arrange(self) -> list[Grid]:
        """Where the cells lie at the size that the sheet has now."""
        raise NotImplementedError

    def words_of(self, place: Place) -> str:
        """What a cell tells, with four decimals."""
        raise NotImplementedError

    def unit_of(self, place: Place) -> Unit | None:
        """The unit that a cell's value comes from, if it comes from one."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Everything but the mark of the cell pointed at."""
        raise NotImplementedError

    def belong_with(self, place: Place) -> list[Place]:
        """The cells of the same term, marked along with the one pointed at."""
        return [place]

    # What is shared

    @property
    def grids(self) -> list[Grid]:
        """Where the cells lie, in the widget's coordinates; none before anything is shown."""
        if self._grids is None:
            self._grids = self.arrange()
        return self._grids

    def cell_rect(self, place: Place) -> QRectF:
        """A cell's place in the widget's coordinates."""
        return self.grids[place.grid].cell(place.row, place.column)

    def place_at(self, position: QPointF) -> Place | None:
        """The cell at a place of the widget."""
        for index, grid in enumerate(self.grids):
            if grid.rect.contains(position):
                return Place(index, *grid.nearest(position))
        return None

    def refresh(self, rearrange: bool) -> None:
        """Other values are there.

        Args:
            rearrange: their number is another, too.
        """
        if rearrange:
            self.updateGeometry()
            self._rearrange()
        self._describe()
        self.update()

    def _describe(self) -> None:
        if self._pointed is not None:
            self.setAccessibleDescription(self.words_of(self._pointed))
        else:
            self.setAccessibleDescription(self.tr("Arrows walk the figures, Enter goes to where one comes from"))

    def _point_at(self, place: Place | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self._describe()
            self.update()

    def _choose(self) -> None:
        unit = None if self._pointed is None else self.unit_of(self._pointed)
        if unit is not None:
            self.source_chosen.emit(unit)

    def _neighbour(self, place: Place, down: int, right: int) -> Place:
        """One cell further; over a grid's edge to the nearest grid that lies there, or nowhere."""
        grid = self.grids[place.grid]
        row, column = place.row + down, place.column + right
        if grid.has(row, column):
            return Place(place.grid, row, column)
        here = self.cell_rect(place).center()
        found: list[tuple[float, int]] = []
        for index, other in enumerate(self.grids):
            between = other.rect.center() - grid.rect.center()
            beside = other.rect.top() <= here.y() <= other.rect.bottom()
            below = other.rect.left() <= here.x() <= other.rect.right()
            if index != place.grid and (beside if right else below):
                distance = between.x() * right + between.y() * down
                if distance > 0:
                    found.append((distance, index))
        if not found:
            return place
        nearest = min(found)[1]
        return Place(nearest, *self.grids[nearest].nearest(here))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self.grids:
                return
            self.paint(painter)
            if self._pointed is None:
                return
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for place in self.belong_with(self._pointed):
                mark = self.cell_rect(place)
                painter.setPen(QPen(QColor("white"), 3))
                painter.drawRect(mark)
                painter.setPen(QPen(QColor("black"), 1))
                painter.drawRect(mark)
            painter.setPen(QPen(theme.accent(self.palette()), 2))
            painter.drawRect(self.cell_rect(self._pointed).adjusted(-1, -1, 1, 1))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            if place is not None:
                words = self.words_of(place)
                QToolTip.showText(event.globalPos(), words, self, self.cell_rect(place).toAlignedRect())
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._point_at(self.place_at(event.position()))
        self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def _walk_to(self, place: Place) -> None:
        self._point_at(place)
        self.walked.emit(self.cell_rect(place))

    def walk_in(self) -> None:
        """Take the keys, at the first cell, so that the focus is seen."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self._pointed is None and self.grids:
            self._walk_to(Place(0, 0, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB:
            self.walk_in()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS and self.grids:
            pointed = self._pointed
            self._walk_to(Place(0, 0, 0) if pointed is None else self._neighbour(pointed, *ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self._choose()
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def _rearrange(self) -> None:
        self._grids = None
        # The cell pointed at may be gone.
        place = self._pointed
        if place is not None and not (place.grid < len(self.grids) and self.grids[place.grid].has(*place[1:])):
            self._point_at(None)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rearrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._rearrange()
        super().changeEvent(event)
