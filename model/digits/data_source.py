"""What a person points at when asked for labelled digits: plain data, nothing is read yet."""

from dataclasses import dataclass
from enum import StrEnum


class DataKind(StrEnum):
    """Where digits come from."""

    MNIST = "mnist"
    """The 60,000 that ship."""
    IDX_PAIR = "idx-pair"
    """Two files: images, labels."""
    RAW_FOLDER = "raw-folder"
    """A folder that holds MNIST's files under their usual names, as torchvision's ``MNIST/raw``."""
    PICTURES = "pictures"
    """A folder with ten folders ``0`` to ``9`` of picture files."""


@dataclass(frozen=True)
class DataSource:
    """Which digits to train on.

    ``paths`` is empty for MNIST, images and labels for an IDX pair, the folder otherwise. ``count`` limits how many are
    taken, drawn by the recipe's ``split_seed``; None takes all.
    """

    kind: DataKind = DataKind.MNIST
    paths: tuple[str, ...] = ()
    count: int | None = None
