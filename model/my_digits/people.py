"""Several people on one machine, each with digits and taught weights of their own.

Each person has a folder with a ``profile.json`` that holds the name, and whether their taught weights are in use. The
folder's own name means nothing, so that a person's name may be any text, and renaming moves nothing that another
window has open.
"""

import json
import re
import shutil
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model.errors import FileError
from model.files import check_size, locked, make_private, written_whole
from model.limits import LONGEST_LINE
from model.my_digits.person_name import LONGEST_NAME, comparable, tidy
from model.my_digits.removed import RemovedPerson, name_when_removed, removed_person

if TYPE_CHECKING:
    from model.my_digits.store import DigitStore

DEFAULT_NAME = "me"
_REMOVED = "removed"
_NAME, _IN_USE = "name", "hand in use"
"""Keys of ``profile.json``; the second one has kept its first name, since people's files have it."""
_PATIENCE_S = 30.0


class WeightsFile(StrEnum):
    """Weights that are kept for a person."""

    TAUGHT = "weights.safetensors"
    BASE = "base.safetensors"
    """What they were taught from; no file where those were the default weights."""
    WAITING = "waiting-weights.safetensors"
    """Taught weights that wait for the person's decision."""
    WAITING_BASE = "waiting-base.safetensors"


class KeptWeights(NamedTuple):
    """A person's taught weights, what they were taught from, and whether they are in use; see :class:`WeightsFile`."""

    taught: Path | None = None
    base: Path | None = None
    in_use: bool = False


class ProfileError(Exception):
    """A person cannot be added, renamed, removed or found. The text is for the person in front of the screen."""


class Profiles:
    """The people whose digits lie in a folder. There is always one at least.

    Two names that differ only in capitals, accents' coding or blanks are the same person's.

    Args:
        folder: made when first needed.

    Raises:
        OSError: methods raise it where the folder cannot be read or written.
        ProfileError: those that are given a name raise it where there is no such person, or where a new name is empty,
            too long or taken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """Everybody, in alphabetical order."""
        return tuple(sorted(self._people(), key=comparable)) or (DEFAULT_NAME,)

    def name_now(self, name: str, folder: Path | None) -> str | None:
        """What a person is called now, whom another window may have renamed; None where they have been removed.

        Args:
            name: what they were called.
            folder: where their digits lie, if that is known: without it, nobody who was renamed is found.
        """
        people = self._people()
        known = next((known for known, each in people.items() if each == folder), name)
        return known if known in people or not people else None

    def create(self, name: str) -> str:
        """Add a person; gives the name as it is kept, without superfluous blanks."""
        name = _tidy(name)
        with self._held():
            self._refuse_taken(name)
            if not self._people() and comparable(name) != comparable(DEFAULT_NAME):
                self._make(DEFAULT_NAME)  # existed only by default until now
            self._make(name)
        return name

    def rename(self, old: str, new: str) -> str:
        """Give a person another name; gives it as it is kept."""
        new = _tidy(new)
        with self._held():
            if comparable(new) != comparable(old):
                self._refuse_taken(new)
            folder = self._folder_of(old)
            _write_profile(folder, _read_profile(folder) | {_NAME: new})
        return new

    def remove(self, name: str) -> None:
        """Remove a person: what was theirs is moved to the folder ``removed``, until it is erased."""
        with self._held():
            folder = self._folder_of(name)
            removed = self._folder / _REMOVED
            removed.mkdir(0o700, exist_ok=True)
            folder.rename(removed / name_when_removed(folder.name))

    def restore(self, person: RemovedPerson) -> str:
        """Bring a removed person back; gives their name."""
        with self._held():
            if not person.folder.exists():
                raise ProfileError("What was removed has been erased.")
            name = _read_name(person.folder)
            self._refuse_taken(name)
            person.folder.rename(self._folder / person.folder_before)
        return name

    def removed(self) -> tuple[RemovedPerson, ...]:
        """Who can be brought back, the last one removed first. Makes no folder and waits for nobody."""
        try:
            folders = sorted((each for each in (self._folder / _REMOVED).iterdir() if each.is_dir()), reverse=True)
        except FileNotFoundError:
            return ()
        return tuple(removed_person(_read_name(each), each) for each in folders)

    def erase_removed(self) -> None:
        """Erase all that was removed people's: nothing brings it back."""
        with self._held():
            if (self._folder / _REMOVED).exists():
                shutil.rmtree(self._folder / _REMOVED)

    def store(self, name: str) -> "DigitStore":
        """A person's digits."""
        from model.my_digits.store import DigitStore  # the first window knows people, not yet their digits

        with self._held(reads=True):
            return DigitStore(self._folder_of(name))

    def weights_path(self, name: str, file: WeightsFile = WeightsFile.TAUGHT) -> Path:
        """Where such weights are kept, or will be."""
        with self._held():
            return self._folder_of(name) / file

    def set_taught_in_use(self, name: str, in_use: bool) -> None:
        """Remember whether a person's taught weights are in use."""
        with self._held():
            folder = self._folder_of(name)
            _write_profile(folder, _read_profile(folder) | {_IN_USE: in_use})

    def weights(self, name: str, file: WeightsFile = WeightsFile.TAUGHT) -> Path | None:
        """Where such weights are kept; None where there are none. Makes no folder and waits for nobody."""
        folder = self._known(name)
        return folder / file if folder is not None and (folder / file).exists() else None

    def kept_weights(self, name: str) -> KeptWeights:
        """What is kept of a person's taught weights. Makes no folder and waits for nobody."""
        folder = self._known(name)
        if folder is None:
            return KeptWeights()
        taught, base = (
            path if (path := folder / file).exists() else None for file in (WeightsFile.TAUGHT, WeightsFile.BASE)
        )
        return KeptWeights(taught, base, _read_profile(folder).get(_IN_USE) is True)

    def _people(self) -> dict[str, Path]:
        try:
            folders = sorted(path for path in self._folder.iterdir() if _is_persons(path))
        except FileNotFoundError:
            return {}
        people: dict[str, Path] = {}
        known: set[str] = set()
        for folder in folders:
            name = _read_name(folder)
            if comparable(name) in known:  # a folder that somebody has copied
                name = f"{name} ({folder.name})"
            known.add(comparable(name))
            people[name] = folder
        return people

    def _known(self, name: str) -> Path | None:
        return next((folder for known, folder in self._people().items() if comparable(known) == comparable(name)), None)

    def _folder_of(self, name: str) -> Path:
        folder = self._known(name)
        if folder is not None:
            return folder
        if not self._people() and comparable(name) == comparable(DEFAULT_NAME):
            return self._make(DEFAULT_NAME)
        raise ProfileError(f"There is nobody named “{name}”.")

    def _refuse_taken(self, name: str) -> None:
        for known in self.names():
            if comparable(known) == comparable(name):
                raise ProfileError(f"There is already somebody named “{known}”.")

    def _make(self, name: str) -> Path:
        # The letters are for the eye; the number keeps them apart and away from names that the system keeps for itself.
        letters = re.sub("[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).casefold()).strip("-")[:20]
        folder = self._folder / f"{letters or 'person'}-{uuid.uuid4().hex[:12]}"
        folder.mkdir(0o700)
        try:
            _write_profile(folder, {_NAME: name})
        except BaseException:
            folder.rmdir()
            raise
        return folder

    @contextmanager
    def _held(self, reads: bool = False) -> Iterator[None]:
        """Keep other processes from changing who is there; ``reads``, see :func:`locked`."""
        make_private(self._folder)
        with locked(self._folder / "profiles.lock", self._folder, _PATIENCE_S, reads):
            yield


def _tidy(name: str) -> str:
    name = tidy(name)
    if not name:
        raise ProfileError("A name must have at least one letter.")
    if len(name) > LONGEST_NAME:
        raise ProfileError(f"A name can have at most {LONGEST_NAME} characters; this one has {len(name)}.")
    return name


def _is_persons(folder: Path) -> bool:
    return (folder / "profile.json").exists() or (folder / "digits.jsonl").exists()


def _write_profile(folder: Path, profile: dict[str, Any]) -> None:
    with written_whole(folder / "profile.json", private=True) as temporary:
        temporary.write_text(json.dumps(profile), encoding="utf-8")


def _read_profile(folder: Path) -> dict[str, Any]:
    """What is known of the person; nothing where it cannot be read."""
    path = folder / "profile.json"
    try:
        check_size(path, LONGEST_LINE, FileError)
        profile = json.loads(path.read_text(encoding="utf-8"))
    except (FileError, OSError, ValueError, RecursionError):
        return {}
    return profile if isinstance(profile, dict) else {}


def _read_name(folder: Path) -> str:
    """The person's name; the folder's where that cannot be read, so that the digits can still be reached."""
    try:
        return _tidy(_read_profile(folder)[_NAME])
    except (KeyError, AttributeError, ProfileError):
        return folder.name
