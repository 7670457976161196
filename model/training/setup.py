"""What a person asks for when training: the recipe, the digits, where to start and where to compute. Plain data."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from model.digits.data_source import DataKind, DataSource
from model.training.recipes import TrainingConfig


class StartKind(StrEnum):
    """Which weights a run starts from."""

    RANDOM = "random"
    IN_USE = "in-use"
    FILE = "file"


@dataclass(frozen=True)
class RunSetup:
    """One run, before it starts.

    ``start_path`` is the weights file for ``StartKind.FILE``, empty otherwise. ``device`` is torch's name: cpu, cuda or
    mps. ``threads`` is how many processor threads to use.
    """

    config: TrainingConfig
    data: DataSource = field(default_factory=DataSource)
    start: StartKind = StartKind.RANDOM
    start_path: str = ""
    device: str = "cpu"
    threads: int = 1

    @property
    def too_few(self) -> bool:
        """Whether more digits would be held out than there are, as far as that can be told before they are read."""
        mnist = 60_000 if self.data.kind is DataKind.MNIST else None
        known = [count for count in (self.data.count, mnist) if count is not None]
        return bool(known) and self.config.held_out >= min(known)

    def as_json(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "config": self.config.as_json()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "RunSetup":
        """Back from :meth:`as_json`.

        Raises:
            ValueError, TypeError, KeyError: the values are not a run's.
        """
        data = values["data"]
        return cls(
            TrainingConfig.from_json(values["config"]),
            DataSource(DataKind(data["kind"]), tuple(data["paths"]), data["count"]),
            StartKind(values["start"]),
            str(values["start_path"]),
            str(values["device"]),
            int(values["threads"]),
        )
