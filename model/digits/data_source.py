"""Where labelled digits come from, as plain data: nothing is read yet."""

import os
from dataclasses import dataclass
from enum import StrEnum

MNIST_TRAINING_DIGITS, MNIST_TEST_DIGITS = 60_000, 10_000


class DataKind(StrEnum):
    """Where digits come from."""

    MNIST = "mnist"
    """The 60,000 training digits that come with the program."""
    IDX_PAIR = "idx-pair"
    """Two IDX files: images and labels."""
    RAW_FOLDER = "raw-folder"
    """A folder with MNIST's files under their usual names, such as torchvision's ``MNIST/raw``."""
    PICTURES = "pictures"
    """A folder with ten folders of picture files, ``0`` to ``9``."""

    @property
    def path_count(self) -> int:
        """How many paths say where they are."""
        match self:
            case DataKind.MNIST:
                return 0
            case DataKind.IDX_PAIR:
                return 2
            case DataKind.RAW_FOLDER | DataKind.PICTURES:
                return 1

    @property
    def is_slow_to_read(self) -> bool:
        """Whether reading all takes long: then a preview reads only what it shows, and a run's time counts reading."""
        match self:
            case DataKind.MNIST | DataKind.IDX_PAIR | DataKind.RAW_FOLDER:
                return False
            case DataKind.PICTURES:
                return True


@dataclass(frozen=True)
class DataSource:
    """Which digits to train on.

    Attributes:
        kind: where they come from.
        paths: empty for MNIST, the two files of an IDX pair, or the folder.
        count: how many to take, drawn by the recipe's ``split_seed``; None takes all.
        strokes: files of pen strokes, see :func:`model.strokes.reading.read_pen_patterns`: the digits in them are
            trained on beside the others, the rest is rubbish.

    Raises:
        ValueError: the kind has another number of paths, or no digits are to be taken.
    """

    kind: DataKind = DataKind.MNIST
    paths: tuple[str, ...] = ()
    count: int | None = None
    strokes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # A notebook has them as Path, which a run could not write down.
        object.__setattr__(self, "paths", tuple(map(os.fspath, self.paths)))
        object.__setattr__(self, "strokes", tuple(map(os.fspath, self.strokes)))
        if len(self.paths) != self.kind.path_count:
            raise ValueError(f"{self.kind} must have {self.kind.path_count} paths, not {len(self.paths)}")
        if self.count is not None and self.count < 1:
            raise ValueError(f"count must be 1 or more, not {self.count}")
