"""What an export can be written as, and what its files are called."""

from pathlib import Path

from lenet_gui.base.translate import tr

IMAGES = "-images-idx3-ubyte"
LABELS = "-labels-idx1-ubyte"
"""The two files of an IDX pair, as MNIST's are called."""
_ENDINGS = (".jsonl", ".jsonl.gz", IMAGES)
"""One for each of ``export_filters``."""


def export_filters() -> list[str]:
    return [
        tr("Strokes and labels, JSON Lines (*.jsonl)"),
        tr("The same, compressed (*.jsonl.gz)"),
        tr("Pictures and labels for other tools, an IDX pair (*-images-idx3-ubyte)"),
    ]


def export_path(path: Path, name_filter: str) -> Path:
    """The path with the ending of its format; a known ending that was typed counts more than the filter."""
    if path.name.endswith(_ENDINGS):
        return path
    filters = export_filters()
    ending = _ENDINGS[filters.index(name_filter)] if name_filter in filters else _ENDINGS[0]
    return path.with_name(path.name + ending)


def taken_names(path: Path) -> list[str]:
    """Which of the files that would be written exist already."""
    paths = [path]
    if path.name.endswith(IMAGES):
        paths.append(path.with_name(path.name.removesuffix(IMAGES) + LABELS))
    return [each.name for each in paths if each.exists()]
