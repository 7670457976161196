"""Whether things may move by themselves."""

from PySide6.QtWidgets import QApplication, QStyle


def may_move() -> bool:
    """Whether the system has not been asked to keep things still."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
