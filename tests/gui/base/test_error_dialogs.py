"""Error dialogs."""

from PySide6.QtCore import Qt

from lenet_gui.main_window import MainWindow


def test_an_error_is_shown_as_it_is_and_not_as_markup(window: MainWindow) -> None:
    window.errors.show("<b>x</b>.jsonl: <a href='https://example.org'>line 1</a>")
    assert window.errors.open_box is not None
    assert window.errors.open_box.textFormat() is Qt.TextFormat.PlainText


def test_an_error_opens_over_the_window_that_it_belongs_to(live_window: MainWindow) -> None:
    digits = live_window.my_digits.show_window()
    live_window.my_digits.failed.emit("a bad file")
    box = live_window.errors.open_box
    assert box is not None
    assert box.parentWidget() is digits
    # One of another window does not wait for it, nor hide it.
    live_window.service.failed.emit("no weights")
    other = live_window.errors.open_box
    assert other is not box
    assert other is not None
    assert other.parentWidget() is live_window
    live_window.my_digits.failed.emit("another bad file")
    assert "a bad file" in box.text()
    assert "another bad file" in box.text()
    other.accept()
    box.accept()
    digits.close()
    live_window.my_digits.failed.emit("later")
    assert live_window.errors.open_box is not None
    assert live_window.errors.open_box.parentWidget() is live_window
