"""Which digits the training form offers to train on, and what it asks of each kind."""

from enum import StrEnum
from typing import NamedTuple

from lenet_gui.base.translate import tr
from model.digits.data_source import DataKind
from model.training.setup import RunSetup


class DigitsKind(StrEnum):
    """What is offered to train on: every :class:`DataKind`, and a person's own digits."""

    MNIST = DataKind.MNIST.value
    OWN = "own"
    BESIDE_MNIST = "beside-mnist"
    IDX_PAIR = DataKind.IDX_PAIR.value
    RAW_FOLDER = DataKind.RAW_FOLDER.value
    PICTURES = DataKind.PICTURES.value

    @property
    def data_kind(self) -> DataKind:
        return DataKind.MNIST if self.has_own else DataKind(self.value)

    @property
    def has_own(self) -> bool:
        return self in (DigitsKind.OWN, DigitsKind.BESIDE_MNIST)

    @classmethod
    def of(cls, setup: RunSetup) -> "DigitsKind":
        if setup.own is None:
            return cls(setup.data.kind.value)
        return cls.OWN if setup.own.share is None else cls.BESIDE_MNIST


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
            return Offer(tr("MNIST, as included"))
        case DigitsKind.OWN | DigitsKind.BESIDE_MNIST:
            return Offer("")
        case DigitsKind.IDX_PAIR:
            images = PathRow(
                tr("Images"),
                tr("Choose the file with the images"),
                tr(
                    "The IDX file that holds the pictures, such as train-images-idx3-ubyte: 28x28 or 32x32, upright "
                    "and light on dark, as MNIST's are."
                ),
            )
            labels = PathRow(
                tr("Labels"),
                tr("Choose the file with the labels"),
                tr("The IDX file that says which digit each picture shows, such as train-labels-idx1-ubyte."),
            )
            return Offer(tr("A pair of IDX files"), (images, labels))
        case DigitsKind.RAW_FOLDER:
            raw_folder = PathRow(
                tr("Folder"),
                tr("Choose the folder with MNIST's files"),
                tr("A folder that holds MNIST's files under their usual names, such as MNIST/raw."),
                is_folder=True,
            )
            return Offer(tr("A folder with MNIST's files"), (raw_folder,))
        case DigitsKind.PICTURES:
            pictures = PathRow(
                tr("Folder"),
                tr("Choose the folder of pictures"),
                tr("A folder that holds ten folders, 0 to 9, with the pictures of each digit."),
                is_folder=True,
            )
            return Offer(tr("A folder of pictures, 0 to 9"), (pictures,))
