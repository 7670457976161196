"""Who was removed, and can be brought back until that is erased: a folder, whose name says when that was."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_STAMP, _SHOWN = "%Y-%m-%d %H.%M.%S", "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class RemovedPerson:
    """A person and the folder of what was theirs.

    ``when`` is "2026-11-29 22:10", in the time zone of the machine that removed them.
    """

    name: str
    when: str
    folder: Path

    @property
    def folder_before(self) -> str:
        """What the folder was called."""
        return self.folder.name.rpartition(" ")[2]


def name_when_removed(folder: str) -> str:
    """What a person's folder is called from now on."""
    return f"{datetime.now().astimezone().strftime(_STAMP)} {folder}"


def removed_person(name: str, folder: Path) -> RemovedPerson:
    stamp = folder.name.rpartition(" ")[0]
    try:
        when = datetime.strptime(stamp, _STAMP).strftime(_SHOWN)
    except ValueError:  # a folder that somebody has renamed
        when = stamp
    return RemovedPerson(name, when, folder)
