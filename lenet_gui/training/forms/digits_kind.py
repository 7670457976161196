"""Which digits the training form offers to train on."""

from enum import StrEnum

from model.digits.data_source import DataKind
from model.training.log import OwnPart


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
