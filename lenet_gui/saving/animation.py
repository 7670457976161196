"""Pictures of a widget, one after the other, as an animated GIF."""

from io import BytesIO
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1280
"""In pixels; wider pictures become smaller."""
MOST_PICTURES = 150
LAST_MS = 2000
"""How long the last picture stays before the first one comes again."""
_CUBE = tuple(product((0, 128, 255), repeat=3))
"""Colours for what the first picture does not show."""
_COLOURS = 255 - len(_CUBE)  # one of 256 is left for "as in the picture before"


class Animation:
    """Holds the pictures in the colours of the first one, a byte a pixel: four would be 50 MB a second."""

    def __init__(self) -> None:
        self._pictures: list[Image] = []
        self._times_ms: list[int] = []
        self._colours: Image | None = None

    @property
    def length(self) -> int:
        return len(self._pictures)

    def add(self, image: QImage, at_ms: int) -> None:
        """Add a picture that is shown from this time on; it gets the size of the first one."""
        from PIL.Image import Dither

        size = QSize(*self._pictures[0].size) if self._pictures else image.size()
        if size.width() > WIDEST:
            size.scale(WIDEST, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        picture = _picture(image, size)
        if self._colours is None:
            self._colours = picture.reduce(2).quantize(_COLOURS)
            own = self._colours.getpalette() or []
            self._colours.putpalette([*own, *chain.from_iterable(_CUBE)])
        self._pictures.append(picture.quantize(palette=self._colours, dither=Dither.NONE))
        self._times_ms.append(at_ms)

    def thin_out(self) -> None:
        """Leave out every second picture, but not the first."""
        del self._pictures[1::2], self._times_ms[1::2]

    def gif(self) -> bytes:
        """The file, which plays again and again; raises ValueError without pictures."""
        if not self._pictures:
            raise ValueError("no picture was taken")
        # GIF counts in hundredths of a second.
        times = [round(at / 10) * 10 for at in self._times_ms]
        lengths = [max(20, later - earlier) for earlier, later in pairwise(times)]
        file = BytesIO()
        first, *others = self._pictures
        first.save(
            file, "GIF", save_all=True, append_images=others, duration=[*lengths, LAST_MS], loop=0, optimize=False
        )
        return file.getvalue()


def _picture(image: QImage, size: QSize) -> "Image":
    from PIL import Image

    if image.size() != size:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    content = bytes(image.constBits())
    return Image.frombuffer("RGB", size.toTuple(), content, "raw", "RGB", image.bytesPerLine(), 1)
