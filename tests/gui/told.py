"""What a screen reader is told of a widget."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def told(widget: QWidget, what: QAccessible.Text) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(what)


def value(widget: QWidget) -> str:
    return told(widget, QAccessible.Text.Value)
