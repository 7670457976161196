"""Files are written beside the GUI thread, in order, whole or not at all, also when the program is closed."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.saving.file_saver import FileSaver, SaveRequest
from tests.model.full_disk import full_disk


class Asked:
    """A saver that is asked to save, and what it answers."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.saver = FileSaver()
        self.problems: list[str] = []

    def request(self, path: Path, content: bytes = b"new", until: threading.Event | None = None) -> SaveRequest:
        def make() -> bytes:
            assert threading.current_thread() is not threading.main_thread()
            if until is not None:
                assert until.wait(20)
            return content

        return SaveRequest(path, make, "It could not be saved: {problem}", self.problems.append)

    def problem_of(self, path: Path) -> str:
        self.saver.save(self.request(path, bytes(100_000)))
        self._qtbot.waitUntil(lambda: bool(self.problems), timeout=10_000)
        return self.problems[-1]


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_a_slow_file_keeps_nobody_waiting_and_none_is_left_out(qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    may_go_on, said = threading.Event(), list[str]()
    asked.saver.said.connect(said.append)
    for name in ("first", "second", "third"):
        asked.saver.save(asked.request(tmp_path / name, name.encode(), may_go_on))
    assert not list(tmp_path.iterdir())
    may_go_on.set()
    qtbot.waitUntil(lambda: len(said) == 3, timeout=10_000)
    assert said == ["Saved: first", "Saved: second", "Saved: third"]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        name: name for name in ("first", "second", "third")
    }
    asked.saver.shut_down()


def test_closing_the_program_loses_nothing(asked: Asked, tmp_path: Path) -> None:
    for number in range(5):
        asked.saver.save(asked.request(tmp_path / str(number), b"whole"))
    asked.saver.shut_down()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"] * 5


def test_what_cannot_be_written_is_told_and_leaves_nothing(asked: Asked, tmp_path: Path) -> None:
    assert asked.problem_of(tmp_path / "nowhere" / "file").startswith("It could not be saved: ")
    assert not list(tmp_path.iterdir())
    asked.saver.shut_down()


def test_a_full_disk_is_told_and_keeps_the_old_file(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with full_disk():
        assert asked.problem_of(path).endswith(f"{path}: File too large")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    asked.saver.shut_down()
