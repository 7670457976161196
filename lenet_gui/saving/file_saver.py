"""Writes the files that the person saves, beside the GUI thread: a disk may be slow, or far away."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.workers.task_queue import TaskQueue
from model.files import written_whole


@dataclass(frozen=True)
class SaveRequest:
    """One file to write.

    Args:
        path: where.
        content: makes what it will hold, on the worker's thread.
        problem: what is said if that fails; ``{problem}`` in it stands for the reason.
        failed: called with it.
    """

    path: Path
    content: Callable[[], bytes]
    problem: str
    failed: Callable[[str], object]

    def fail(self, why: str) -> None:
        self.failed(self.problem.format(problem=why))

    def write(self) -> str:
        """Write it, and return its name.

        Raises:
            OSError, ValueError: it cannot be made, or not be written; a file that was there is unchanged.
        """
        content = self.content()
        with written_whole(self.path) as temporary:
            temporary.write_bytes(content)
        return self.path.name


class FileSaver(QObject):
    """Writes one file after the other, in the order in which they were asked for."""

    said = Signal(str)  # that a file was saved

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = TaskQueue("saving", self)

    @Slot(object)
    def save(self, request: SaveRequest) -> None:
        self._tasks.add(request.write, self._on_saved, request.fail)

    def _on_saved(self, name: str) -> None:
        self.said.emit(self.tr("Saved: {name}").format(name=name))

    def shut_down(self) -> None:
        """Write what was asked for, and end the thread; what takes longer than a limit fails."""
        self._tasks.shut_down()
