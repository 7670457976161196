"""What is written where something is already: a file, a link, a device, a pipe; and what only its owner may read."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from model.digits.drawing import Drawing, Stroke
from model.errors import in_words
from model.files import finish_left_over, shortened, written_together, written_whole
from model.my_digits.people import Profiles
from model.training.run import Run
from tests.model.short_runs import BRIEF, after, setup_of

if sys.platform == "win32":
    pytest.skip("modes, links and pipes are POSIX's", allow_module_level=True)

ROOT = Path(__file__).parents[2]
DOT = Drawing((Stroke(((0.5, 0.5),), 0.06),))


def write(path: Path, content: bytes = b"new", private: bool = False) -> None:
    with written_whole(path, private) as temporary:
        temporary.write_bytes(content)


KILLED = """
import os, signal, sys
from pathlib import Path
from model.files import written_together

folder, kill_at = Path(sys.argv[1]), int(sys.argv[2])
pair = map(Path, sys.argv[3:]) if sys.argv[3:] else (folder / "images", folder / "labels")
replace, times = Path.replace, []

def replace_or_die(self, target):
    times.append(self)
    if len(times) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = replace_or_die
with written_together(*pair) as temporaries:
    for temporary in temporaries:
        temporary.write_text("new")
"""


@pytest.mark.parametrize(("kill_at", "expected"), [(1, "old"), (2, "new"), (3, "new")])
def test_a_kill_does_not_part_files_that_belong_together(tmp_path: Path, kill_at: int, expected: str) -> None:
    pair = [tmp_path / "images", tmp_path / "labels"]
    for path in pair:
        path.write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(kill_at)], cwd=ROOT, check=False)
    assert done.returncode == (-signal.SIGKILL if kill_at < 3 else 0)
    finish_left_over(pair[1])
    assert [path.read_text() for path in pair] == [expected, expected]
    with written_together(*pair) as temporaries:
        for temporary in temporaries:
            temporary.write_text("newest")
    assert [path.read_text() for path in pair] == ["newest", "newest"]
    assert names(tmp_path) == ["images", "labels"]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    write(path)
    assert path.read_bytes() == b"new"
    assert mode_of(path) == mode


@pytest.mark.parametrize("there", [True, False], ids=["with a target", "without"])
def test_a_link_stays_a_link(tmp_path: Path, there: bool) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target", tmp_path / "link"
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(OSError, match="cut"), written_whole(link):
        raise OSError("cut")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["far", "link"]
    assert names(target.parent) == ["target"]


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match="symbolic links"):
        write(tmp_path / "a")
    assert names(tmp_path) == ["a", "b"]


def test_a_device_is_written_into() -> None:
    master, slave = os.openpty()
    try:
        device = Path(os.ttyname(slave))
        write(device)
        assert os.read(master, 3) == b"new"
        assert stat.S_ISCHR(device.stat().st_mode)
    finally:
        os.close(master)
        os.close(slave)


def test_a_pipe_is_written_into_where_somebody_reads(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="No such device or address"):
        write(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe)
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


def test_a_file_that_a_scanner_has_open_is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replace, refusals = tmp_path / "a", Path.replace, [True, True]
    path.write_bytes(b"old")

    def replace_or_refuse(self: Path, target: Path) -> Path:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "Access is denied", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_or_refuse)
    monkeypatch.setattr("model.files._PAUSES_S", (0.0, 0.0))
    write(path)
    assert path.read_bytes() == b"new"
    refusals += [True] * 3
    with pytest.raises(PermissionError, match=r"Access is denied: '.*/a'"):
        write(path, b"newer")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_what_is_a_persons_is_theirs_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        people = Profiles(tmp_path / "people")
        people.create("Ada")
        people.store("Ada").add(3, DOT)
        people.create("Bob")
        people.remove("Bob")
        people.store("Ada")
    finally:
        os.umask(before)
    folders = [path for path in (tmp_path / "people").rglob("*") if path.is_dir()]
    files = [path for path in (tmp_path / "people").rglob("*") if path.is_file()]
    assert {mode_of(path) for path in [tmp_path / "people", *folders]} == {0o700}
    assert {mode_of(path) for path in files} == {0o600}
    assert {path.suffix for path in files} == {".json", ".jsonl", ".lock"}


def test_what_others_could_read_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "people" / "me-1"
    folder.mkdir(parents=True)
    (folder / "profile.json").write_text('{"name": "me"}')
    (folder / "weights.safetensors").touch()
    (tmp_path / "link").touch(0o644)
    (folder / "link").symlink_to(tmp_path / "link")
    for path in (folder.parent, folder):
        path.chmod(0o755)
    Profiles(folder.parent).store("me")
    assert mode_of(folder.parent) == mode_of(folder) == 0o700
    assert mode_of(folder / "profile.json") == mode_of(folder / "weights.safetensors") == 0o600
    assert mode_of(tmp_path / "link") & 0o044 == 0o044


@pytest.mark.parametrize("letter", ["y", "\u00e9", "\u30ce"], ids=["of one byte", "of two", "of three"])
def test_a_file_may_have_any_name_that_the_disk_takes(tmp_path: Path, letter: str) -> None:
    pair = [tmp_path / f"{letter * (252 // len(letter.encode()))}.{number}" for number in "12"]
    for path in pair:
        path.write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "2", *map(str, pair)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (pair[0].read_text(), pair[1].read_text()) == ("new", "old")
    for path in reversed(pair):  # the first one has nothing left to be finished
        finish_left_over(path)
    assert [path.read_text() for path in pair] == ["new", "new"]
    with written_whole(pair[0]) as temporary:
        assert len(os.fsencode(temporary.name)) <= 143
    assert names(tmp_path) == [path.name for path in pair]
    assert len(shortened("\udcff" * 252)) <= 80  # a name that is not UTF-8


def test_a_name_that_is_too_long_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / f"{'y' * 260}.png"
    with pytest.raises(OSError) as error, written_whole(path):  # noqa: PT011
        pass
    assert in_words(error.value).startswith(f"{path}: ")


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "people").write_text("mine")
    with pytest.raises(NotADirectoryError, match="Not a directory"):
        Profiles(tmp_path / "people").store("me")
    assert (tmp_path / "people").read_text() == "mine"


def test_a_checkpoint_may_hold_handwriting_and_is_its_owners_alone(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    checkpoint.touch(0o644)
    after(Run(setup_of(BRIEF), checkpoint), passes=1)
    assert mode_of(checkpoint) == 0o600
