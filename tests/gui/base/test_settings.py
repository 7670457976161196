"""Values kept between starts: what another screen, or a mishap, has left in them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLockFile, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import DAMAGED, MOST_BYTES, Settings, opener
from tests.gui.conftest import action_of


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


def test_a_place_is_kept_before_the_window_is_closed(qtbot: QtBot, settings: Settings) -> None:
    window, other, again = QWidget(), QWidget(), QWidget()
    for each in (window, other, again):
        qtbot.addWidget(each)
    settings.place(window, "place")
    with qtbot.waitActive(window):
        window.show()
    window.setGeometry(120, 90, 500, 300)
    with qtbot.waitActive(other):
        other.show()
    settings.place(again, "place")
    assert again.geometry() == window.geometry()


def test_a_file_that_is_far_too_large_is_set_aside(tmp_path: Path) -> None:
    path, aside = tmp_path / "s.ini", tmp_path / f"s.ini{DAMAGED}"
    damaged = b"[" + b"er" * MOST_BYTES + b"]\ncolour_map=grey\n[General]\npen_width=9\n"
    path.write_bytes(damaged)
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert settings.number_of("pen_width", 6, 1, 20) == 6
    settings.keep("pen_width", 7)
    settings.write_out()
    assert path.stat().st_size < 100
    assert aside.read_bytes() == damaged
    del settings
    assert Settings(QSettings(str(path), QSettings.Format.IniFormat)).number_of("pen_width", 6, 1, 20) == 7


def test_the_window_waits_for_nobody_who_holds_the_file(settings: Settings, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    lock = QLockFile(f"{path}.lock")
    assert lock.lock()
    settings.keep("pen_width", 7)
    QApplication.processEvents()
    assert not path.exists()  # nothing waited until the lock was stale
    settings.write_out(0.05)
    assert not path.exists()
    settings.keep("scheme", "dark")
    lock.unlock()
    settings.write_out(30)
    again = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert again.text_of("scheme", "") == "dark"


def test_what_is_kept_in_turn_is_written_last_of_all(settings: Settings, tmp_path: Path) -> None:
    for size in range(200):
        settings.keep("pen_width", size)
        settings.keep("sizes", [size, 2 * size])
    settings.write_out(30)
    again = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    assert again.number_of("pen_width", 0, 0, 999) == settings.number_of("pen_width", 0, 0, 999) == 199
    assert again.sizes_of("sizes", [1, 1]) == [199, 398]


def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[General]\n=1\npen_width=9\n[%]\n%=2\n[]\n=\n", encoding="utf-8")
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert settings.number_of("pen_width", 6, 1, 20) == 9


def test_a_scheme_that_there_is_not_is_the_systems(
    qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path
) -> None:
    settings.keep("scheme", "sepia")
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    assert action_of(window, "System colours").isChecked()
    window.close()


def test_settings_with_the_programs_name_are_opened_again_by_it(tmp_path: Path) -> None:
    named = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "LeNet-5 of a test", "lenet-gui")
    again = opener(named)()
    assert (again.organizationName(), again.applicationName()) == ("LeNet-5 of a test", "lenet-gui")
    assert (again.fileName(), again.format(), again.scope()) == (named.fileName(), named.format(), named.scope())
    file = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    assert opener(file)().fileName() == file.fileName()
