"""Whether things may move by themselves."""

from PySide6.QtWidgets import QApplication, QWidget


def may_move(widget: QWidget | None = None) -> bool:
    """Whether the system has not been asked to keep things still, as far as Qt tells a widget or the application."""
    from PySide6.QtWidgets import QStyle  # making this class takes ten milliseconds, which starting does not wait for

    style = QApplication.style() if widget is None else widget.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
