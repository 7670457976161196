"""Whether things may move by themselves."""

from PySide6.QtWidgets import QWidget


def may_move(widget: QWidget) -> bool:
    """Whether the system's settings allow it, as far as Qt tells."""
    from PySide6.QtWidgets import QStyle  # making this class takes ten milliseconds, which starting does not wait for

    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
