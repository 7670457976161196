"""A card that explains a term beside what it is about: on hover, or by F1, when it takes the keyboard until Esc."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import column, wrapped_label
from lenet_gui.story.terms import Term, TermTexts, explanation_of
from lenet_gui.style.spoken import announce
from lenet_gui.style.text_size import bold, oblique

_WIDTH = 46
"""In average characters."""
_AWAY = 6
"""Pixels between the card and what it is about."""


class StoryCard(QFrame):
    """One term's texts; closes and deletes itself.

    Args:
        term: what to explain.
        owner: the view that it belongs to.
        about: the part of the view that it explains, in its coordinates.
        by_key: it takes the keyboard; otherwise it closes as soon as the pointer leaves ``about``.
    """

    def __init__(self, term: Term, owner: QWidget, about: QRect, by_key: bool) -> None:
        super().__init__(owner, Qt.WindowType.Popup if by_key else Qt.WindowType.ToolTip)
        self.term = term
        self._owner, self._about = owner, about
        said = explanation_of(term)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setPalette(self._colours())
        self.setAccessibleName(heading_of(said))
        self.setAccessibleDescription(f"{said.text} {said.section}. {said.hint}")
        heading = self._label(heading_of(said))
        heading.setFont(bold(heading.font()))
        hint, section = self._label(said.hint), self._label(said.section, theme.quiet(self.palette()))
        hint.setFont(oblique(hint.font()))  # in the accent's colour it would look like a link
        self.setLayout(column(heading, self._label(said.text), hint, section, margin=(14, 12, 14, 12), spacing=6))
        if not by_key:
            owner.installEventFilter(self)

    def _colours(self) -> QPalette:
        palette = self._owner.window().palette()
        return theme.recoloured(palette, palette.color(QPalette.ColorRole.Base), QPalette.ColorRole.Window)

    def _label(self, text: str, colour: QColor | None = None) -> QLabel:
        label = wrapped_label(text)
        label.setFixedWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        if colour is not None:
            label.setPalette(theme.recoloured(self.palette(), colour))
        return label

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.bar(self.palette()))  # as around menus
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def place(self) -> None:
        """Below what it is about, or above it if there is more room."""
        self.adjustSize()
        corner = self._owner.mapToGlobal(self._about.topLeft())
        about = QRect(corner, self._about.size())
        screen = QGuiApplication.screenAt(about.center()) or self._owner.screen()
        room = screen.availableGeometry()
        top = about.bottom() + _AWAY
        if top + self.height() > room.bottom() and about.top() - _AWAY - self.height() >= room.top():
            top = about.top() - _AWAY - self.height()
        left = about.center().x() - self.width() // 2
        left = max(room.left() + _AWAY, min(left, room.right() - _AWAY - self.width()))
        self.move(QPoint(left, max(room.top(), top)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        leaves = isinstance(event, QMouseEvent) and not self._about.contains(event.position().toPoint())
        if leaves or event.type() in (
            QEvent.Type.Leave,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.KeyPress,
            QEvent.Type.Wheel,
            QEvent.Type.Hide,
            QEvent.Type.WindowDeactivate,
        ):
            self.close()
        return False


def heading_of(said: TermTexts) -> str:
    """ "C1 · finds strokes", "Penalty"."""
    return f"{said.title} · {said.does}" if said.does else said.title


def show_card(term: Term, owner: QWidget, about: QRect, by_key: bool = False) -> StoryCard:
    """Explain a term beside a part of a view; there is one card at a time."""
    for other in owner.window().findChildren(StoryCard):
        if not by_key and other.term is term and other.isVisible():
            return other
        other.close()
    card = StoryCard(term, owner, about, by_key)
    card.place()
    card.show()
    if by_key:
        card.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(card, f"{card.accessibleName()}. {card.accessibleDescription()}")
    return card


def asks_for_help(event: QEvent) -> bool:
    """Whether a key event is F1; a view accepts its ShortcutOverride to have it before the window does."""
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.HelpContents)
