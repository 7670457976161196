"""Several people on one machine."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from model.my_digits.people import ProfileError, Profiles
from tests.model.my_digits.some_digits import ONE, SEVEN, digits_in


def test_there_is_somebody_from_the_start(tmp_path: Path) -> None:
    people = Profiles(tmp_path / "people")
    assert people.names() == ("me",)
    assert not (tmp_path / "people").exists()
    one = people.store("me").add(1, ONE)
    assert people.names() == ("me",)
    assert people.store("me").digits == (one,)
    assert Profiles(tmp_path / "people").store("me").digits == (one,)


def test_each_has_digits_and_weights_of_their_own(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    assert people.create("  Anna   Lena ") == "Anna Lena"
    assert people.names() == ("Anna Lena", "me")
    one, seven = people.store("me").add(1, ONE), people.store("Anna Lena").add(7, SEVEN)
    assert people.store("me").digits == (one,)
    assert people.store("anna lena").digits == (seven,)
    paths = [people.weights_path(name) for name in people.names()]
    assert len({path.parent for path in paths}) == 2
    for path in paths:
        path.write_bytes(b"weights")
    assert [people.weights_path(name) for name in people.names()] == paths


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_on_a_read_only_disk_digits_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """To be looked at, exported and taught; root may write where others may not, so this makes the error itself."""
    people = Profiles(tmp_path)
    one = people.store("me").add(1, ONE)

    def refuse(lock: FileLock, **_: object) -> None:
        raise OSError(code, os.strerror(code), lock.lock_file)

    monkeypatch.setattr(FileLock, "acquire", refuse)
    store = people.store("me")
    assert store.digits == (one,)
    with pytest.raises(OSError, match=r"digits\.lock"):
        store.add(7, SEVEN)
    with pytest.raises(OSError, match=r"profiles\.lock"):
        people.create("Anna")


def test_renaming_moves_nothing_that_is_open(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    store, weights = people.store("me"), people.weights_path("me")
    assert people.rename("me", "Anna") == "Anna"
    assert people.names() == ("Anna",)
    one = store.add(1, ONE)
    assert people.store("Anna").digits == (one,)
    assert people.weights_path("Anna") == weights
    people.rename("anna", "ANNA")
    assert people.names() == ("ANNA",)


def test_a_removed_persons_digits_are_kept_until_they_are_erased(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    for _ in range(2):
        people.create("Anna")
        store = people.store("Anna")
        one = store.add(1, ONE)
        people.weights_path("Anna").write_bytes(b"weights")
        people.remove("Anna")
        assert people.names() == ("me",)
        with pytest.raises(OSError, match="folder was removed"):
            store.add(7, SEVEN)
        assert one in [digit for folder in (tmp_path / "removed").iterdir() for digit in digits_in(folder)]
    removed = list((tmp_path / "removed").iterdir())
    assert len(removed) == 2
    assert all((folder / "weights.safetensors").read_bytes() == b"weights" for folder in removed)
    for there in (True, False):
        assert bool(people.removed()) == there
        people.erase_removed()
        assert not (tmp_path / "removed").exists()
    assert people.names() == ("me",)


def test_a_removed_person_comes_back_with_all_that_was_theirs(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    people.create("Anna")
    one = people.store("Anna").add(1, ONE)
    people.weights_path("Anna").write_bytes(b"weights")
    people.set_taught_in_use("Anna", True)
    people.remove("Anna")
    (removed,) = people.removed()
    assert removed.name == "Anna"
    assert datetime.now() - datetime.fromisoformat(removed.when) < timedelta(minutes=2)
    people.create("anna")
    with pytest.raises(ProfileError, match="already somebody named “anna”"):
        people.restore(removed)
    people.rename("anna", "Bob")
    assert people.restore(removed) == "Anna"
    assert people.names() == ("Anna", "Bob", "me")
    assert people.store("Anna").digits == (one,)
    assert people.weights_path("Anna").read_bytes() == b"weights"
    assert people.kept_weights("Anna").in_use
    assert not people.removed()
    people.remove("Anna")
    (removed,) = people.removed()
    people.erase_removed()
    with pytest.raises(ProfileError, match="has been erased"):
        people.restore(removed)


def test_those_who_were_removed_are_told_the_last_one_first(tmp_path: Path) -> None:
    folder = tmp_path / "removed"
    for stamp, name in (("2026-11-28 09.30.00", "Bob"), ("2026-11-29 22.10.59", "Anna")):
        people = Profiles(tmp_path)
        people.create(name)
        people.remove(name)
        (new,) = (person for person in people.removed() if person.name == name)
        new.folder.rename(folder / f"{stamp} {new.folder.name.rpartition(' ')[2]}")
    (folder / "notes.txt").write_text("somebody's")
    (folder / "old").mkdir()
    told = [(person.name, person.when) for person in people.removed()]
    assert told == [("old", ""), ("Anna", "2026-11-29 22:10"), ("Bob", "2026-11-28 09:30")]


def test_after_the_last_one_there_is_somebody_again(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    people.store("me").add(1, ONE)
    people.remove("me")
    assert people.names() == ("me",)
    assert people.store("me").digits == ()


def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    for taken in ("me", "ME", " me "):
        with pytest.raises(ProfileError, match="already somebody named “me”"):
            people.create(taken)
    people.create("Anna")
    with pytest.raises(ProfileError, match="already somebody named “Anna”"):
        people.rename("me", "anna")
    for empty in ("", " \n"):
        with pytest.raises(ProfileError, match="at least one letter"):
            people.create(empty)
        with pytest.raises(ProfileError, match="at least one letter"):
            people.rename("me", empty)
    with pytest.raises(ProfileError, match="at most 100 characters; this one has 101"):
        people.create("n" * 101)
    for missing in (people.store, people.weights_path, people.remove, lambda name: people.rename(name, "Eve")):
        with pytest.raises(ProfileError, match="nobody named “Bob”"):
            missing("Bob")
    assert people.names() == ("Anna", "me")


WICKED = (
    "../../etc",
    "/",
    "\\",
    "..",
    ".",
    "CON",
    "nul",
    "lpt1",
    "a:b",
    "x\0y",
    "removed",
    "trailing. ",
    "~",
    "-rf",
    "Ω",
)


def kept_apart(folder: Path, names: tuple[str, ...]) -> None:
    people = Profiles(folder / "people")
    kept = []
    for name in names:
        kept.append(people.create(name))
        people.store(name).add(1, ONE)
    assert people.names() == Profiles(folder / "people").names()
    assert set(people.names()) == {*kept, "me"}
    assert {path.name for path in folder.iterdir()} == {"people"}
    folders = [people.weights_path(name).parent for name in kept]
    assert {path.parent for path in folders} == {folder / "people"}
    # Told apart by a file system that does not know capitals from small letters, too.
    assert len({path.name.lower() for path in folders}) == len(names)
    for path in folders:
        assert path.name.replace("-", "").isalnum()
        assert path.name.isascii()
        assert len(path.name) < 50
        assert len(digits_in(path)) == 1


def test_names_play_no_tricks_with_files(tmp_path: Path) -> None:
    kept_apart(tmp_path, WICKED)


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=100).filter(str.strip).filter(lambda name: name.strip().casefold() != "me"))
def test_a_name_may_be_any_text(name: str) -> None:
    with TemporaryDirectory() as folder:
        kept_apart(Path(folder), (name,))


def test_a_person_whose_name_is_lost_can_still_be_reached(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    people.create("Anna")
    one = people.store("Anna").add(1, ONE)
    folder = people.weights_path("Anna").parent
    for damage in (b"", b"{}", b"[]", b'{"name": 7}', b'{"name": ""}', b"\xff", b"[" * 100_000):
        (folder / "profile.json").write_bytes(damage)
        assert people.names() == (folder.name, "me")
    (folder / "profile.json").unlink()
    assert people.store(folder.name).digits == (one,)
    assert people.rename(folder.name, "Anna") == "Anna"
    assert people.names() == ("Anna", "me")


def test_folders_that_are_nobodys_and_copies_do_no_harm(tmp_path: Path) -> None:
    people = Profiles(tmp_path)
    people.create("Anna")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "profile.json").write_text('{"name": "Anna"}', encoding="utf-8")
    names = people.names()
    assert len(names) == 3
    assert len({people.weights_path(name) for name in names}) == 3


def test_two_windows_that_start_at_once_have_the_same_person(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as windows:
        paths = set(windows.map(lambda _: Profiles(tmp_path).weights_path("me"), range(12)))
    assert len(paths) == 1
    assert Profiles(tmp_path).names() == ("me",)
