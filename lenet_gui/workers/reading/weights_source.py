"""Where the weights that are asked for lie, and what they are."""

from pathlib import Path
from typing import NamedTuple

from model.assets import SHIPPED, shipped_weights
from model.network.records import WeightsKind


class WeightsSource(NamedTuple):
    """Weights that are in a file, and what they are: see :class:`model.network.weights_info.WeightsIdentity`."""

    path: Path
    kind: WeightsKind
    title: str = ""

    @classmethod
    def shipped(cls, kind: WeightsKind = WeightsKind.DEFAULT) -> "WeightsSource":
        return cls(shipped_weights(kind.value), kind)

    @classmethod
    def file(cls, path: Path) -> "WeightsSource":
        """A file that the person chose; it may be one that comes with the program."""
        kinds = (kind for kind in WeightsKind if kind.value in SHIPPED and path == shipped_weights(kind.value))
        kind = next(kinds, WeightsKind.FILE)
        return cls(path, kind, path.name if kind is WeightsKind.FILE else "")
