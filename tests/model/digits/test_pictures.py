"""Picture files -> ink: dark on light, light on dark, and files that are no pictures."""

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model.digits.pictures import read_picture
from model.digits.preprocess import ink_of_picture
from model.errors import ImageError


def seven(ink: int, paper: int, size: tuple[int, int] = (90, 120)) -> Image.Image:
    picture = Image.new("L", size, paper)
    ImageDraw.Draw(picture).line([(20, 25), (70, 25), (35, 100)], fill=ink, width=9)
    return picture


def png(width: int, height: int, colours: int, content: bytes, bits: int = 8) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    data = zlib.compress(content)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def expected() -> np.ndarray:
    return np.asarray(seven(255, 0), dtype=np.float32) / 255


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif", "a.bmp"])
@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0), (60, 200), (170, 20)])
def test_ink_is_what_differs_from_the_paper(
    tmp_path: Path, expected: np.ndarray, name: str, ink: int, paper: int
) -> None:
    seven(ink, paper).convert("RGB").save(tmp_path / name)
    assert np.abs(read_picture(tmp_path / name) - expected).mean() < 0.03


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((230, 150, 150), (140, 197, 140)),
        ((100, 160, 255), (255, 123, 60)),
        ((255, 60, 60), (140, 140, 140)),
        ((0, 0, 255), (0, 0, 0)),
    ],
)
def test_ink_of_another_colour_may_be_as_bright_as_its_paper(
    tmp_path: Path, expected: np.ndarray, ink: tuple[int, ...], paper: tuple[int, ...]
) -> None:
    page = Image.new("RGB", (90, 120), paper)
    page.paste(ink, mask=seven(255, 0))
    page.save(tmp_path / "a.png")
    assert np.abs(read_picture(tmp_path / "a.png") - expected).mean() < 0.02
    page.reduce(2).save(tmp_path / "small.png")
    small = np.asarray(seven(255, 0).reduce(2), dtype=np.float32) / 255
    assert np.abs(read_picture(tmp_path / "small.png") - small).mean() < 0.02


@pytest.mark.parametrize("ink", [(0, 0, 0, 255), (255, 255, 255, 255), (250, 200, 60, 255)])
def test_transparent_is_paper(tmp_path: Path, expected: np.ndarray, ink: tuple[int, ...]) -> None:
    layer = Image.new("RGBA", (90, 120), (0, 0, 0, 0))
    layer.paste(ink, mask=seven(255, 0))
    layer.save(tmp_path / "a.png")
    assert np.abs(read_picture(tmp_path / "a.png") - expected).mean() < 0.01


@pytest.mark.parametrize("largest", [40_000, 4_095, 240])
@pytest.mark.parametrize("dark", [False, True])
def test_sixteen_bits_a_pixel(tmp_path: Path, expected: np.ndarray, largest: int, dark: bool) -> None:
    """However many of them are in use."""
    light = 1 - expected if dark else expected
    Image.fromarray((light * largest).astype(np.uint16)).save(tmp_path / "a.png")
    assert np.abs(read_picture(tmp_path / "a.png") - expected).mean() < 0.01


def png_of_colours(light: np.ndarray, largest: int, alpha: int | None) -> bytes:
    """Of 16 bits: as red as it is light, and without blue."""
    colours = np.stack([light, light * 0.8, light * 0], axis=2) * largest
    if alpha is not None:
        colours = np.dstack([colours, np.full(light.shape, alpha)])
    rows = np.pad(colours.astype(">u2").reshape(len(light), -1).view(np.uint8), ((0, 0), (1, 0)))
    return png(light.shape[1], light.shape[0], 2 if alpha is None else 6, rows.tobytes(), bits=16)


@pytest.mark.parametrize("largest", [65_535, 4_095, 1_023])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("alpha", [None, 65_535, 4_095])
def test_sixteen_bits_a_colour(
    tmp_path: Path, expected: np.ndarray, largest: int, dark: bool, alpha: int | None
) -> None:
    """However many of them are in use."""
    (tmp_path / "a.png").write_bytes(png_of_colours(1 - expected if dark else expected, largest, alpha))
    assert np.abs(read_picture(tmp_path / "a.png") - expected).mean() < 0.01


@pytest.mark.parametrize("level", [0.005, 0.02, 0.5])
def test_noise_in_colours_of_sixteen_bits_is_no_ink(tmp_path: Path, level: float) -> None:
    light = np.random.default_rng(0).normal(level, 0.0003, (90, 120))
    (tmp_path / "a.png").write_bytes(png_of_colours(light, 65_535, None))
    assert not read_picture(tmp_path / "a.png").any()


@pytest.mark.parametrize("large", [False, True])
def test_sixteen_bits_a_pixel_on_transparent_paper(tmp_path: Path, expected: np.ndarray, large: bool) -> None:
    values = np.where(expected > 0.5, 3_000, 60_000).astype(np.uint16)
    values = np.kron(values, np.ones((20, 20), dtype=np.uint16)) if large else values
    Image.fromarray(values).save(tmp_path / "a.png", transparency=60_000)
    ink = read_picture(tmp_path / "a.png")
    assert ink.mean() == pytest.approx(expected.mean(), abs=0.01)
    assert np.array_equal(np.unique(ink), [0, 1])


@pytest.mark.parametrize(("level", "noise"), [(200, 20), (1_000, 20), (40_000, 400)])
def test_noise_in_sixteen_bits_is_no_ink(tmp_path: Path, level: int, noise: int) -> None:
    values = np.random.default_rng(0).normal(level, noise, (200, 300))
    Image.fromarray(values.astype(np.uint16)).save(tmp_path / "a.png")
    assert not read_picture(tmp_path / "a.png").any()


@pytest.mark.parametrize("white", [1.0, 255.0, 1e-3])
def test_floating_point_pixels_whatever_their_white(tmp_path: Path, expected: np.ndarray, white: float) -> None:
    Image.fromarray((1 - expected) * np.float32(white)).save(tmp_path / "a.tif")
    assert np.abs(read_picture(tmp_path / "a.tif") - expected).mean() < 0.01
    Image.fromarray(np.full((90, 120), np.nan, np.float32)).save(tmp_path / "nothing.tif")
    assert not read_picture(tmp_path / "nothing.tif").any()


def test_a_photograph_taken_sideways_is_turned_upright(tmp_path: Path, expected: np.ndarray) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it
    seven(0, 255).transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.jpg", exif=exif)
    assert np.abs(read_picture(tmp_path / "a.jpg") - expected).mean() < 0.02


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_an_empty_page_has_no_ink(tmp_path: Path, grey: int) -> None:
    Image.new("L", (30, 30), grey).save(tmp_path / "a.png")
    assert not read_picture(tmp_path / "a.png").any()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a PNG"),
        (b"hello", "not a PNG"),
        (b"GIF89a" + bytes(30), "not a PNG"),
        (png(100_000, 100_000, 0, b""), "too large"),
        (png(7_100, 7_100, 0, b""), "at most 50,000,000 pixels; this has 7,100 x 7,100"),
        (png(3_000, 1, 3, bytes(3_001)), "cannot be read"),  # colours from a palette that is not there
    ],
)
def test_a_foreign_or_oversized_file_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(ImageError, match=words) as caught:
        read_picture(path)
    assert str(path) in str(caught.value)


def test_of_webp_whose_reader_takes_much_memory_fewer_pixels_are_read(tmp_path: Path) -> None:
    Image.new("L", (16_000, 1_600)).save(tmp_path / "a.webp", quality=0, method=0)
    with pytest.raises(ImageError, match="at most 25,000,000 pixels; this has 16,000 x 1,600"):
        read_picture(tmp_path / "a.webp")


def test_a_cut_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    noise = np.random.default_rng(0).integers(0, 255, (80, 80), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:2000])
    for bad in (path, tmp_path / "gone.png", tmp_path):
        with pytest.raises(ImageError, match="cannot be read"):
            read_picture(bad)


def peak_mb_of(action: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [(20_000, 1), (1, 40_000), (3_000, 2_000)])
def test_a_picture_of_any_shape_takes_little_memory(tmp_path: Path, size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 255)
    picture.paste(0, (0, 0, size[0] // 2 + 1, size[1] // 2 + 1))
    picture.save(tmp_path / "a.png")
    fields: list[np.ndarray] = []
    assert peak_mb_of(lambda: fields.append(ink_of_picture(read_picture(tmp_path / "a.png")))) < 100
    assert fields[0].shape == (32, 32)
    assert fields[0].any()


def test_a_large_photograph_is_read_as_the_same_digit_small(tmp_path: Path) -> None:
    seven(30, 220).save(tmp_path / "small.png")
    seven(30, 220).resize((3600, 4800), Image.Resampling.NEAREST).save(tmp_path / "large.png")
    small, large = (ink_of_picture(read_picture(tmp_path / f"{name}.png")) for name in ("small", "large"))
    assert np.abs(small - large).mean() < 0.01


@pytest.mark.parametrize("mode", ["L", "I;16"])
def test_a_large_photograph_taken_sideways_is_turned_upright(tmp_path: Path, mode: str) -> None:
    seven(30, 220).save(tmp_path / "small.png")
    large = seven(30, 220).resize((3600, 4800), Image.Resampling.NEAREST).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    values = np.asarray(large).astype(np.uint16) * 257
    (large if mode == "L" else Image.fromarray(values)).save(tmp_path / "large.png", exif=exif)
    small, turned = (ink_of_picture(read_picture(tmp_path / f"{name}.png")) for name in ("small", "large"))
    assert np.abs(small - turned).mean() < 0.01


@pytest.mark.parametrize("rest", [b"", b"II*", b"MM\x00*\x00\x00\x00\x08\x00\x07\x01"])
def test_a_damaged_exif_block_does_not_keep_a_picture_from_being_read(
    tmp_path: Path, expected: np.ndarray, rest: bytes
) -> None:
    seven(0, 255).save(tmp_path / "a.png", exif=b"Exif\x00\x00" + rest)
    assert np.abs(read_picture(tmp_path / "a.png") - expected).mean() < 0.01
