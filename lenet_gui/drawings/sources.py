"""Reads examples, pictures and drawings. Everything here runs on a worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtGui import QImage

from lenet_gui.base.jobs import Job
from model.digits.drawing import Drawing, Picture, is_stroke_file, picture_of
from model.errors import ImageError
from model.limits import MOST_PIXELS
from model.network.records import FloatArray

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Opened(NamedTuple):
    """What a file or another program holds; whether there are more in the file, of which this is the first."""

    drawing: Drawing
    more: bool = False


def read_file(path: Path, _job: Job) -> Opened:
    """The first drawing or the picture in a file.

    Raises:
        FileError: it is neither, is damaged or too large, or nothing is drawn on it.
    """
    if is_stroke_file(path.name):
        from model.my_digits.drawing_file import read_first_drawing

        return Opened(*read_first_drawing(path))
    from model.digits.pictures import has_more_pages, read_picture

    return Opened(Drawing(picture=_on_canvas(read_picture(path), path.name, path)), has_more_pages(path))


def read_image(image: QImage, name: str, _job: Job) -> Opened:
    """A picture from the clipboard, or from another program.

    Raises:
        ImageError: it is too large, or nothing is drawn on it.
    """
    if image.width() * image.height() > MOST_PIXELS:
        raise ImageError(name, f"The picture is too large: at most {MOST_PIXELS:,} pixels.")
    from lenet_gui.saving.image_export import png_of
    from model.digits.pictures import read_picture_bytes

    return Opened(Drawing(picture=_on_canvas(read_picture_bytes(png_of(image), name), name, Path(name))))


def _on_canvas(ink: FloatArray, name: str, path: Path) -> Picture:
    from model.digits.preprocess import ink_of_picture

    if not ink.any():
        raise ImageError(path, "Nothing is drawn on the picture: all of it has nearly the same colour.")
    return picture_of(ink_of_picture(ink, normalise=True), ink_of_picture(ink, normalise=False), name)


def picture_as_read(pixels: NDArray[np.uint8], name: str) -> Picture:
    """A digit of a training or test set, (28, 28) or (32, 32), as it is: nothing is centred or scaled."""
    from model.digits.datasets import with_border

    ink = with_border(pixels).astype(np.float32) / np.float32(255)
    return picture_of(ink, ink, name)


class TestDigits:
    """MNIST's test digits, read once."""

    def __init__(self) -> None:
        from model.digits.datasets import mnist_test

        self._digits = mnist_test()
        self._of_class = [np.flatnonzero(self._digits.labels == label) for label in range(10)]
        self._random = np.random.default_rng()

    def one_of_each(self) -> list[int]:
        """The positions of ten digits, one a class."""
        return [int(self._random.choice(positions)) for positions in self._of_class]

    def fields(self, positions: list[int]) -> NDArray[np.uint8]:
        """(N, 32, 32), 255 for full ink: the digits at these positions."""
        return self._digits.subset(np.array(positions)).fields()

    def picture(self, position: int, name: str) -> Picture:
        """A digit as the network was tested on it: nothing is centred or scaled."""
        return picture_as_read(self.fields([position])[0], name)
