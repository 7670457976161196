"""Where runs keep their checkpoints."""

import os
import subprocess
import sys
from pathlib import Path

from lenet_gui.workers.run_store import RunStore


def test_the_newest_run_that_nobody_holds_comes_first(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old")):
        path = tmp_path / f"{name}.checkpoint"
        path.write_bytes(b"")
        os.utime(path, (1000 - age, 1000 - age))
    store, other = RunStore(tmp_path), RunStore(tmp_path)
    assert [path.stem for path in store.interrupted()] == ["new", "old"]
    assert other.hold(tmp_path / "new.checkpoint")
    assert [path.stem for path in store.interrupted()] == ["old"]
    other.release()
    assert len(store.interrupted()) == 2


def test_what_a_killed_process_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    store, other = RunStore(tmp_path), RunStore(tmp_path)
    held = other.hold_new()
    assert held is not None
    (tmp_path / f".{held.name}.0a1b").write_bytes(b"being written")
    (tmp_path / ".dead.checkpoint.0a1b").write_bytes(b"half")
    assert store.hold_new() is not None
    assert sorted(path.name for path in tmp_path.glob(".*.checkpoint.*")) == [f".{held.name}.0a1b"]


def test_a_folder_that_cannot_be_made_gives_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    assert RunStore(tmp_path / "runs").hold_new() is None
    assert RunStore(tmp_path / "gone").interrupted() == []


_HOLD = """
import sys
from pathlib import Path
from lenet_gui.workers.run_store import RunStore
store = RunStore(Path(sys.argv[1]))
print(store.hold_new(), flush=True)
sys.stdin.read()
"""


def test_a_run_of_another_process_is_free_once_that_process_is_dead(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        checkpoint = Path(other.stdout.readline().strip())
        checkpoint.touch()
        assert store.interrupted() == []
        assert not store.hold(checkpoint)
        other.kill()
        other.wait()
    assert store.interrupted() == [checkpoint]
    assert store.hold(checkpoint)


def test_only_a_run_that_nobody_trains_is_dropped(tmp_path: Path) -> None:
    store, other = RunStore(tmp_path), RunStore(tmp_path)
    checkpoint = tmp_path / "a.checkpoint"
    checkpoint.touch()
    assert other.hold(checkpoint)
    assert not store.drop(checkpoint)
    assert checkpoint.exists()
    other.release()
    assert store.drop(checkpoint)
    assert not list(tmp_path.iterdir())


def test_locks_of_runs_that_are_over_are_removed(tmp_path: Path) -> None:
    store, other = RunStore(tmp_path), RunStore(tmp_path)
    held = other.hold_new()
    assert held is not None
    assert store.hold_new() is not None
    store.release()
    last = store.hold_new()
    assert last is not None
    assert {path.stem for path in tmp_path.glob("*.lock")} == {held.stem, last.stem}


def test_a_run_that_another_process_trains_is_not_discarded(tmp_path: Path) -> None:
    store, other = RunStore(tmp_path), RunStore(tmp_path)
    held = other.hold_new()
    assert held is not None
    held.touch()
    assert not store.drop(held)
    assert held.exists()
    other.release()
    assert store.drop(held)
    assert list(tmp_path.iterdir()) == []
