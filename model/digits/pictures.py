"""Reads picture files as ink: photographs, scans and screenshots of one digit, dark on light or light on dark."""

import io
import warnings
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from model.digits.photo.light import Pixels, even_paper, rim_of
from model.digits.photo.photograph import ink_of_even_picture, ink_of_photograph
from model.digits.preprocess import FAINTEST_INK
from model.errors import ImageError, in_words
from model.files import check_size
from model.limits import LARGEST_PICTURE_BYTES, MOST_PIXELS
from model.network.records import FloatArray

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")
NO_PICTURE = "This is not a PNG, JPEG, WebP, TIFF or BMP picture."
LONGEST_SIDE_PX = 1600
"""Larger pictures are reduced as soon as they are read: a digit ends up in 20x20 pixels anyway."""
FAINTEST_CONTRAST = 0.12
"""If the greys of a picture differ by less than this fraction of the whole range, they show nothing drawn on it."""
SMALLEST_PHOTOGRAPH_PX = 64
"""In smaller pictures a printed line or a shadow cannot be told from a stroke."""


def read_picture(path: Path | str, alone: bool = True) -> FloatArray:
    """Read a picture file as ink.

    The grey of the paper is the median of the picture's border. Ink is what differs from it, in the direction in which
    the picture differs more, divided by the largest difference; a frame around the digit is left out. Where the paper
    is not of one grey, because of light or noise, see :func:`model.digits.photo.photograph.ink_of_photograph`. Where
    nothing differs from the paper's grey, its red, green or blue is taken instead, whichever tells most apart.

    Args:
        path: the file.
        alone: there is one digit on it; otherwise all that is written on a photograph stays.

    Returns:
        (H, W), 0 for paper to 1 for full ink; all zeros if the picture has no contrast in any colour.

    Raises:
        ImageError: the file is missing, cut short, too large, or not a picture of one of the ``FORMATS``.
    """
    path = Path(path)
    check_size(path, LARGEST_PICTURE_BYTES, ImageError)
    return _read(path, path, alone)


def has_more_pages(path: Path) -> bool:
    """Whether a file that was read is a scan of several pages; a photograph may hold a small one of itself."""
    try:
        with Image.open(path, formats=FORMATS) as picture:
            return picture.format == "TIFF" and getattr(picture, "n_frames", 1) > 1
    except Exception:  # whatever a parser of foreign bytes may raise
        return False


def read_picture_bytes(content: bytes, name: str) -> FloatArray:
    """Read what would stand in a picture file, as :func:`read_picture` does; ``name`` stands for the file in errors.

    Raises:
        ImageError: as for a file.
    """
    return _read(io.BytesIO(content), Path(name))


def _read(source: Path | IO[bytes], path: Path, alone: bool = True) -> FloatArray:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged EXIF blocks
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as picture:
                _check_size(path, picture)
                # Reduced first: turning a large picture takes as much memory again.
                upright = _opaque(_upright(_reduced(_in_eight_bits(picture))))
                grey, colours = np.asarray(upright.convert("L")), np.asarray(upright.convert("RGB"))
    except UnidentifiedImageError as error:
        raise ImageError(path, NO_PICTURE) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(path, f"The picture is too large: at most {MOST_PIXELS:,} pixels.") from error
    except ImageError:
        raise
    except Exception as error:  # whatever a parser of foreign bytes may raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else in_words(error)
        raise ImageError(path, f"The picture cannot be read ({reason}).") from error
    ink = _ink_of(grey, colours, alone)
    if not ink.any():
        # A pen of another colour may be just as bright as the paper.
        apart = (colours - grey[:, :, None].astype(np.float32)).std(axis=(0, 1))
        colour = colours[:, :, int(np.argmax(apart))]
        ink = _ink_of(colour, np.stack([colour] * 3, axis=2), alone)
    return ink


def _ink_of(grey: Pixels, colours: Pixels, alone: bool) -> FloatArray:
    light = grey.astype(np.float32) / np.float32(255)
    if min(light.shape) < SMALLEST_PHOTOGRAPH_PX:
        return _ink(light, rim_of(light))
    paper = even_paper(light)
    return ink_of_photograph(colours, alone) if paper is None else ink_of_even_picture(_ink(light, paper), alone)


def _check_size(path: Path, picture: Image.Image) -> None:
    most = MOST_PIXELS // 2 if picture.format == "WEBP" else MOST_PIXELS  # its reader takes 16 bytes a pixel
    width, height = picture.size
    if width * height > most:
        reason = f"The picture is too large: at most {most:,} pixels; this has {width:,} x {height:,}."
        raise ImageError(path, reason)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Of 16 bits a pixel, which Pillow would clip, the highest 8 in use: scanners may leave some above them empty.

    Floating-point pixels, whose white may be 1 or 255 or anything else, are read from 0 to their largest.
    """
    if picture.mode in ("I", "F"):
        picture = _reduced(picture)  # 4 bytes a pixel
    if picture.mode == "F":
        light = np.nan_to_num(np.asarray(picture), posinf=0.0, neginf=0.0).clip(min=0)
        return Image.fromarray((light / max(float(light.max()), 1e-30) * 255).astype(np.uint8))
    if not picture.mode.startswith("I"):
        is_deep = picture.mode in ("RGB", "RGBA") and ";16" in str(getattr(picture, "tile", ""))
        return _brought_up(picture) if is_deep else picture
    values = np.asarray(picture)
    unused = max(int(values.max()).bit_length() - 8, 0)
    grey = Image.fromarray((values >> unused).astype(np.uint8))
    transparent = picture.info.pop("transparency", None)
    if transparent is not None:
        grey.putalpha(Image.fromarray(np.where(values == transparent, np.uint8(0), np.uint8(255))))
    grey.info = picture.info
    return grey


def _brought_up(picture: Image.Image) -> Image.Image:
    """Colours of 16 bits, of which Pillow keeps the highest 8: where the upper ones are empty, brought up by up to 4.

    No further, so that a step of one, as the noise of an empty page makes, stays fainter than ``FAINTEST_CONTRAST``.
    """
    picture.load()
    tops = np.array(picture.getextrema())[:, 1]
    tops[:3] = tops[:3].max()  # an alpha has its own
    return picture.point([value << min(8 - int(top).bit_length(), 4) & 255 for top in tops for value in range(256)])


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF block says; a damaged block is ignored."""
    picture.load()
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # whatever a parser of foreign bytes may raise
        return picture


def _reduced(picture: Image.Image) -> Image.Image:
    """At most ``LONGEST_SIDE_PX`` on the longer side; each pixel is the mean of those that it replaces."""
    factor = -(-max(picture.size) // LONGEST_SIDE_PX)
    if factor == 1:
        return picture
    if picture.mode in ("1", "P", "PA"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture.reduce(factor)


def _opaque(picture: Image.Image) -> Image.Image:
    """With paper where it was transparent: white, or black where most of it is transparent and what is not is light."""
    if not picture.has_transparency_data:
        return picture
    layer = picture.convert("RGBA")
    alpha = np.asarray(layer.getchannel("A"), dtype=np.float32) / 255
    light = float((np.asarray(layer.convert("L")) * alpha).sum()) > 0.5 * 255 * float(alpha.sum())
    paper = "black" if light and alpha.mean() < 0.5 else "white"
    return Image.alpha_composite(Image.new("RGBA", layer.size, paper), layer)


def _ink(grey: FloatArray, paper: float) -> FloatArray:
    difference: FloatArray = grey - np.float32(paper)
    if -difference.min() >= difference.max():
        difference = -difference
    contrast = float(difference.max())
    if contrast < FAINTEST_CONTRAST:
        return np.zeros_like(grey)
    ink: FloatArray = np.clip(difference / np.float32(contrast), 0, 1)
    ink[ink < FAINTEST_INK] = 0  # grain of the paper, noise of a camera, JPEG artefacts
    return ink
