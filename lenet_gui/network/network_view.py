"""The network picture with pointer and keys: choose any unit, fold or enlarge any layer."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.keys import ARROWS, BY_TAB, Gesture, written
from lenet_gui.base.translate import tr
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_picture import NetworkPicture
from lenet_gui.network.value_label import ValueLabel
from lenet_gui.network.walk import START, short_value, walked
from lenet_gui.story.card import asks_for_help, show_card
from lenet_gui.story.terms import Term
from lenet_gui.style.spoken import announce
from model.network.recognition import Recognition
from model.network.wiring import OUTPUT, Unit
from model.network.words.unit_names import unit_title


class NetworkView(NetworkPicture):
    """The wheel zooms, dragging moves the picture; a click chooses a unit, or folds the layer of a title."""

    # the Unit or None, the layer or an empty text, and the position on the screen of a context menu
    menu_wanted = Signal(object, str, object)

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self._pressed: QPointF | None = None
        self._layer: str | None = None
        self._dragged = False
        self._pointer: QPointF | None = None
        self.value_label = ValueLabel(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            shift = position - self._pressed
            self.value_label.hide()
            if self._dragged or shift.manhattanLength() >= QApplication.startDragDistance():
                self._dragged = True
                self._pressed = position
                self.geometry_now.camera.move_by(shift, QSizeF(self.size()))
                self.moved()
            return
        self._pointer = position
        self.point_at(self.unit_at(position))
        self._label_value()

    def show_recognition(self, answer: Recognition) -> None:
        super().show_recognition(answer)
        if self.pointed_unit is not None:
            self._label_value()

    def point_at(self, unit: Unit | None) -> None:
        super().point_at(unit)
        self._label_value()

    def moved(self) -> None:
        super().moved()
        # The unit has gone from under the pointer, and its label goes with it.
        self._pointer = None
        self._label_value()

    def _label_value(self) -> None:
        """Keep the label beside the pointer, or beside the unit that a key moved to."""
        unit, answer = self.pointed_unit, self.answer
        where = None if unit is None else self.layout_now().unit_rect(unit)
        if unit is None or where is None or answer is None:
            self.value_label.hide()
            return
        about = self.to_view(where).toAlignedRect()
        if self._pointer is not None and about.contains(self._pointer.toPoint()):
            about = QRect(self._pointer.toPoint(), QSize(1, 1))
        self.value_label.show_value(unit_title(unit, tr), short_value(unit, answer), about)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False
            self._layer = self._layer_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if self._dragged:
            return
        unit = self.unit_at(event.position())
        layer = self.geometry_now.title_at(event.position())
        if unit is not None:
            self.choose(unit)
        elif layer is not None:
            self.resize_layer(layer, Size.NORMAL if self.size_of(layer) is not Size.NORMAL else Size.FOLDED)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Of the first click: it may have opened the drawer, and another layer lies here now.
        layer = self._layer
        if event.button() == Qt.MouseButton.LeftButton and layer is not None and layer != OUTPUT:
            self.resize_layer(layer, Size.NORMAL if self.size_of(layer) is Size.ENLARGED else Size.ENLARGED)

    def _layer_at(self, position: QPointF) -> str | None:
        return self.layout_now().layer_at(self.geometry_now.camera.to_picture(position))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        self._pointer = event.position()
        self.point_at(self.unit_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.point_at(None)
        super().leaveEvent(event)

    # Cards

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._term_at(QPointF(event.pos()))
            if found is not None:
                show_card(found[0], self, found[1])
            return True
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_key and asks_for_help(event) and self._term_now() is not None:
            event.accept()
            return True
        return super().event(event)

    def _term_at(self, position: QPointF) -> tuple[Term, QRect] | None:
        """What is explained at a position, and the part of the view that this is about."""
        layer = self.geometry_now.title_at(position)
        if layer is not None and self.size_of(layer) is not Size.FOLDED:
            return Term(layer), self.geometry_now.title_rect(layer).toAlignedRect()
        layer = self.geometry_now.size_at(position)
        return None if layer is None else (Term.MAPS, self.geometry_now.size_rect(layer).toAlignedRect())

    def _term_now(self) -> tuple[Term, QRect] | None:
        """What F1 explains: what the pointer is over, else the layer of the unit pointed at or chosen."""
        found = None if self._pointer is None else self._term_at(self._pointer)
        unit = self.pointed_unit or self.chosen_unit
        if found is None and unit is not None:
            found = Term(unit.layer), self.geometry_now.title_rect(unit.layer).toAlignedRect()
        return found

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = QPointF(event.pos())
            unit, layer = self.unit_at(place), self._layer_at(place)
            self.menu_wanted.emit(unit, layer or "", event.globalPos())
            return
        unit = self.pointed_unit or self.chosen_unit
        where = None if unit is None else self.layout_now().unit_rect(unit)
        at = self.rect().center() if where is None else self.to_view(where).center().toPoint()
        self.menu_wanted.emit(unit, "" if unit is None else unit.layer, self.mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB and self.pointed_unit is None:
            self.point_at(self.chosen_unit or START)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A card or a menu is about what is pointed at.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.point_at(None)
        self.update()
        super().focusOutEvent(event)

    def gestures(self) -> list[Gesture]:
        return [
            Gesture(self.tr("arrow keys"), self.tr("to the next unit")),
            Gesture(self.tr("Page Up, Page Down"), self.tr("to the previous or the next map")),
            Gesture(f"{written('Ctrl+Left')}, {written('Ctrl+Right')}", self.tr("to the previous or the next layer")),
            Gesture(self.tr("Enter, Space, click"), self.tr("choose the unit: why this value?")),
            Gesture(self.tr("Esc"), self.tr("choose nothing")),
            Gesture(self.tr("+, -, wheel"), self.tr("zoom in, zoom out")),
            Gesture(self.tr("Home"), self.tr("show all layers in normal size")),
            Gesture(self.tr("drag"), self.tr("move the picture")),
            Gesture(self.tr("click a layer's title"), self.tr("fold or unfold the layer")),
            Gesture(self.tr("double click a layer"), self.tr("enlarge it, or back to normal size")),
            Gesture(written(QKeySequence.StandardKey.HelpContents), self.tr("explain the layer")),
            Gesture(self.tr("right click, menu key"), self.tr("switch off, enlarge, fold")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, unit = Qt.Key(event.key()), self.pointed_unit or self.chosen_unit
        by_layer = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in ARROWS or key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._pointer = None
            there = START if unit is None else walked(unit, key, bool(by_layer))
            self.bring_into_view(there)
            self.point_at(there)
            announce(self, self.accessibleDescription())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose(unit)
        elif key == Qt.Key.Key_Escape and unit is not None:
            self.point_at(None)
            self.choose(None)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            where = None if unit is None else self.layout_now().unit_rect(unit)
            about = None if where is None else self.to_view(where).center()
            self.zoom_by(1 / 1.25 if key == Qt.Key.Key_Minus else 1.25, about)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif asks_for_help(event) and (found := self._term_now()) is not None:
            show_card(found[0], self, found[1], by_key=True)
        else:
            super().keyPressEvent(event)
