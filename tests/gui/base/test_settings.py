"""Values kept between starts: what another screen, or a mishap, has left in them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import DAMAGED, MOST_BYTES, Settings


@pytest.mark.parametrize(
    ("left", "top"), [(0x01000064, 100), (100, 0x00C20064), (0x80000000, 0x80000000), (0x7FFFFFFF, 100)]
)
def test_no_window_is_put_where_no_screen_shows_it(qtbot: QtBot, settings: Settings, left: int, top: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(100, 100, 600, 400)
    kept = bytearray(window.saveGeometry().data())
    kept[50:58] = left.to_bytes(4, "big") + top.to_bytes(4, "big")
    settings.keep("place", QByteArray(bytes(kept)))
    settings.place(window, "place")
    window.show()
    assert window.screen().availableGeometry().contains(window.geometry().topLeft())


def test_a_window_comes_back_where_it_was(qtbot: QtBot, settings: Settings) -> None:
    window, again = QWidget(), QWidget()
    for each in (window, again):
        qtbot.addWidget(each)
    window.setGeometry(120, 90, 500, 300)
    settings.keep("place", window.saveGeometry())
    settings.place(again, "place")
    assert again.geometry() == window.geometry()


def test_a_file_that_is_far_too_large_is_set_aside(tmp_path: Path) -> None:
    path, aside = tmp_path / "s.ini", tmp_path / f"s.ini{DAMAGED}"
    damaged = b"[" + b"er" * MOST_BYTES + b"]\ncolour_map=grey\n[General]\npen_width=9\n"
    path.write_bytes(damaged)
    store = QSettings(str(path), QSettings.Format.IniFormat)
    settings = Settings(store)
    assert settings.number_of("pen_width", 6, 1, 20) == 6
    settings.keep("pen_width", 7)
    store.sync()
    assert path.stat().st_size < 100
    assert aside.read_bytes() == damaged
    del settings, store
    assert Settings(QSettings(str(path), QSettings.Format.IniFormat)).number_of("pen_width", 6, 1, 20) == 7
