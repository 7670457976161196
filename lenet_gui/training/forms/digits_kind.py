"""Which digits the training form offers to train on, and what it asks of each kind."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from model.digits.data_source import DataKind
from model.training.log import OwnPart

translate = QCoreApplication.translate


class DigitsKind(StrEnum):
    """What is offered to train on: a person's own digits besides what a run's source can be."""

    MNIST = "mnist"
    OWN = "own"
    BESIDE_MNIST = "beside-mnist"
    IDX_PAIR = "idx-pair"
    RAW_FOLDER = "raw-folder"
    PICTURES = "pictures"

    @property
    def data_kind(self) -> DataKind:
        return DataKind.MNIST if self.has_own else DataKind(self.value)

    @property
    def has_own(self) -> bool:
        return self in (DigitsKind.OWN, DigitsKind.BESIDE_MNIST)

    @classmethod
    def of(cls, kind: DataKind, own: OwnPart | None) -> "DigitsKind":
        if own is None:
            return cls(kind.value)
        return cls.OWN if own.share is None else cls.BESIDE_MNIST


class PathRow(NamedTuple):
    """A row of the form that asks for one of a source's paths; ``wish`` is what the person is to do, as a title."""

    label: str
    wish: str
    tip: str
    is_folder: bool = False


class Offer(NamedTuple):
    """How a kind is called, and the rows that ask for its paths, in the order of :class:`DataSource`'s."""

    title: str
    rows: tuple[PathRow, ...] = ()


def offer_of(kind: DigitsKind) -> Offer:
    """What the form shows of a kind; a person's own digits get their title from whose they are."""
    match kind:
        case DigitsKind.MNIST:
            return Offer(translate("SetupForm", "MNIST, as included"))
        case DigitsKind.OWN | DigitsKind.BESIDE_MNIST:
            return Offer("")
        case DigitsKind.IDX_PAIR:
            images = PathRow(
                translate("SetupForm", "Images"),
                translate("SetupForm", "Choose the file with the images"),
                translate("SetupForm", "The IDX file that holds the pictures, such as train-images-idx3-ubyte."),
            )
            labels = PathRow(
                translate("SetupForm", "Labels"),
                translate("SetupForm", "Choose the file with the labels"),
                translate(
                    "SetupForm",
                    "The IDX file that says which digit each picture shows, such as train-labels-idx1-ubyte.",
                ),
            )
            return Offer(translate("SetupForm", "A pair of IDX files"), (images, labels))
        case DigitsKind.RAW_FOLDER:
            raw_folder = PathRow(
                translate("SetupForm", "Folder"),
                translate("SetupForm", "Choose the folder with MNIST's files"),
                translate("SetupForm", "A folder that holds MNIST's files under their usual names, such as MNIST/raw."),
                is_folder=True,
            )
            return Offer(translate("SetupForm", "A folder with MNIST's files"), (raw_folder,))
        case DigitsKind.PICTURES:
            pictures = PathRow(
                translate("SetupForm", "Folder"),
                translate("SetupForm", "Choose the folder of pictures"),
                translate("SetupForm", "A folder that holds ten folders, 0 to 9, with the pictures of each digit."),
                is_folder=True,
            )
            return Offer(translate("SetupForm", "A folder of pictures, 0 to 9"), (pictures,))
