"""The parts of a page: headings and views below each other."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget


def heading(text: str, *beside: QWidget) -> QHBoxLayout:
    """A wrapping title with widgets to its right."""
    label = QLabel(text)
    label.setWordWrap(True)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(label, 1)
    for widget in beside:
        row.addWidget(widget)
    return row


def page_of(*parts: QHBoxLayout | tuple[QWidget, int]) -> QVBoxLayout:
    """Headings and views, each view with its stretch factor, below each other."""
    column = QVBoxLayout()
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(6)
    for part in parts:
        if isinstance(part, tuple):
            column.addWidget(*part)
        else:
            column.addLayout(part)
    return column
