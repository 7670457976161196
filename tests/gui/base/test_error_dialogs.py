"""Error dialogs."""

from PySide6.QtCore import Qt

from lenet_gui.main_window import MainWindow


def test_an_error_is_shown_as_it_is_and_not_as_markup(window: MainWindow) -> None:
    window.errors.show("<b>x</b>.jsonl: <a href='https://example.org'>line 1</a>")
    assert window.errors.open_box is not None
    assert window.errors.open_box.textFormat() is Qt.TextFormat.PlainText
