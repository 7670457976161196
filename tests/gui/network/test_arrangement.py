"""Where layers, maps and titles lie: at every size of the window and of the text."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from lenet_gui.network.layout.geometry import Geometry
from lenet_gui.network.layout.titles import Detail, TitleLine
from lenet_gui.network.network_layout import Numbers, Size
from lenet_gui.network.network_painter import NetworkPainter
from model.network.wiring import NAMES, shape_of
from tests.gui.line_heights import line_height

SIZES = [(426, 472), (520, 560), (644, 430), (690, 670), (900, 880), (1080, 960), (2200, 2000)]
"""Of the network in windows from 860x560 to 3840x2160, with the drawer open and closed."""
POINTS = [9.0, 13.5, 18.0]
"""100, 150 and 200 %."""


def geometry(size: tuple[float, float], ratio: float = 1.0, points: float = 9.0) -> Geometry:
    """For lines as high as DejaVu Sans has them at ``points``."""
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    font.setPointSizeF(points / line_height(font))
    found = Geometry(font)
    found.fit(QSizeF(*size), ratio)
    return found


def smallest(size: tuple[int, int], points: float) -> tuple[float, float]:
    """A view with larger text is at least as large as it asks for."""
    found = geometry(size, points=points).least
    return max(size[0], found.width()), max(size[1], found.height())


def check_maps(found: Geometry, slack: float = 1e-6) -> None:
    """``slack``: by how much maps may stand out above or below, since they begin at whole pixels of the screen."""
    layout, band = found.layout, found.band.adjusted(-slack, -slack, slack, slack)
    for left, right in pairwise(NAMES):
        assert layout.places[left].column.right() <= layout.places[right].column.left() + 1e-6
    for name, place in layout.places.items():
        assert len(place.cells) in (0, shape_of(name)[0])
        for index, cell in enumerate(place.cells):
            assert band.contains(cell), name
            inside = cell.adjusted(0.1, 0.1, -0.1, -0.1)
            assert not any(inside.intersects(other) for other in place.cells[index + 1 :])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("points", POINTS)
def test_maps_lie_apart_between_titles_and_sizes(qapp: QApplication, size: tuple[int, int], points: float) -> None:
    check_maps(geometry(smallest(size, points), points=points))


@pytest.mark.parametrize("size", [(426, 472), (426, 280), (511, 612), (511, 320), (645, 635), (645, 332)])
def test_no_layer_is_as_small_as_a_thumbnail(qapp: QApplication, size: tuple[int, int]) -> None:
    """In windows of 860x560, 1024x700 and 1280x720, with the drawer closed and open."""
    places = geometry(size).layout.places
    for name in ("INPUT", "C1", "C3", "S4"):
        assert places[name].cells[0].width() >= 2 * shape_of(name)[1], name


def numbers_painted(found: Geometry) -> list[tuple[str, QRectF]]:
    """The maps' numbers, each with where its digits are."""
    painted: list[tuple[str, QRectF]] = []

    class Listening(QPainter):
        def drawText(self, at: QPointF, text: str) -> None:  # type: ignore[override]
            painted.append((text, QFontMetricsF(self.font()).tightBoundingRect(text).translated(at)))

    picture = QImage(found.size.toSize(), QImage.Format.Format_RGB32)
    with Listening(picture) as painter:
        NetworkPainter(painter, found.layout, QApplication.palette()).background(found.fonts.label)
    return painted


@pytest.mark.parametrize("size", [(511, 633), (511, 322), (645, 633), (645, 332), (645, 400), (1000, 322), (1000, 633)])
def test_every_map_is_numbered_beside_no_other(qapp: QApplication, size: tuple[int, int]) -> None:
    """In windows of 1024x700, 1280x720 and others, with the drawer closed and open."""
    found = geometry(size)
    painted = numbers_painted(found)
    places = found.layout.places
    steps = {name: places[name].across if places[name].numbers is Numbers.BEFORE else 1 for name in places}
    of_each = [str(at) for name in ("C1", "S2", "C3", "S4") for at in range(0, shape_of(name)[0], steps[name])]
    assert [text for text, _ in painted] == of_each
    cells = [cell for place in places.values() for cell in place.cells]
    for at, (text, where) in enumerate(painted):
        inner = where.adjusted(1, 1, -1, -1)  # round digits may reach a pixel beyond their line
        assert not any(inner.intersects(cell) for cell in cells), text
        assert not any(where.intersects(other) for _, other in painted[at + 1 :]), text


def test_where_room_is_scarce_a_row_of_maps_is_numbered_to_its_left(qapp: QApplication) -> None:
    """In a window of 1366x768 with the drawer open, for one."""
    tried = (geometry((689, height)) for height in (359, *range(300, 420)))
    found = next(each for each in tried if each.layout.places["C3"].numbers is Numbers.BEFORE)
    places, painted = found.layout.places, numbers_painted(found)
    rows = [(text, where) for text, where in painted if places["C3"].column.left() <= where.left()]
    rows = [each for each in rows if each[1].right() < places["S4"].column.left()]
    assert [text for text, _ in rows] == [str(index) for index in range(0, 16, 2)]
    for (_, where), cell in zip(rows, places["C3"].cells[::2], strict=True):
        assert where.right() < cell.left()
        assert cell.top() - 1 <= where.top() < where.bottom() < cell.bottom()
    cells = [cell for place in places.values() for cell in place.cells]
    assert not any(where.intersects(cell) for _, where in painted for cell in cells)


@settings(max_examples=25)
@example(width=1293, height=703, ratio=1.5, layer="INPUT", size=Size.FOLDED)  # rounding moved C1 into its footer
@given(
    width=st.integers(420, 2400),
    height=st.integers(380, 2100),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0]),
    layer=st.sampled_from(NAMES),
    size=st.sampled_from(list(Size)),
)
def test_each_unit_is_a_whole_number_of_screen_pixels(
    qapp: QApplication, width: int, height: int, ratio: float, layer: str, size: Size
) -> None:
    found = geometry((width, height), ratio)
    if layer != "OUTPUT" or size is not Size.ENLARGED:
        found.resize_layer(layer, size)
    check_maps(found, 1 / ratio)
    for name, place in found.layout.places.items():
        for cell in place.cells if name != "OUTPUT" else ():
            unit = cell.width() * ratio / shape_of(name)[1]
            assert unit == pytest.approx(round(unit))
            assert cell.left() * ratio == pytest.approx(round(cell.left() * ratio), abs=1e-6)
            assert cell.top() * ratio == pytest.approx(round(cell.top() * ratio), abs=1e-6)


def test_maps_are_large(qapp: QApplication) -> None:
    """In the first window: three times and nearly twice what they were when they were stamps."""
    cells = {name: place.cells[0].width() for name, place in geometry((690, 670)).layout.places.items()}
    assert cells["C1"] >= 84
    assert cells["S2"] >= 42
    assert cells["C3"] >= 50
    assert cells["S4"] >= 30
    assert cells["INPUT"] >= 64


@pytest.mark.parametrize("size", [(645, 372), (689, 355)])
def test_all_layers_can_be_seen_with_the_drawer_open(qapp: QApplication, size: tuple[int, int]) -> None:
    """In windows of 1280x800 and 1366x768: no layer is a stamp beside the others."""
    cells = {name: place.cells[0].width() for name, place in geometry(size).layout.places.items()}
    assert cells["INPUT"] >= 64
    assert cells["C1"] >= 84
    assert cells["C3"] >= 30


@pytest.mark.parametrize("size", SIZES)
def test_s2_halves_and_looks_like_that(qapp: QApplication, size: tuple[int, int]) -> None:
    cells = {name: place.cells[0].width() for name, place in geometry(size).layout.places.items()}
    assert 0.4 < cells["S2"] / cells["C1"] < 0.61


@pytest.mark.parametrize("size", SIZES)
def test_maps_fill_the_height_or_the_width(qapp: QApplication, size: tuple[int, int]) -> None:
    """One more screen pixel for each unit of C1 or C3 would not fit."""
    found = geometry(size)
    places, band = found.layout.places, found.band
    used = sum(place.whole.width() for place in places.values())
    for name in ("C1", "C3"):
        place = places[name]
        rows = -(-shape_of(name)[0] // place.across)
        step = shape_of(name)[1]
        assert (place.cells[0].width() + step) * rows > band.height() * 0.8 or used + step * place.across > size[
            0
        ] * 0.7


# Titles


def box(found: Geometry, line: TitleLine, name: bool) -> QRectF:
    fonts = found.titles.fonts
    metrics = QFontMetricsF(fonts.name if name else fonts.words)
    width = metrics.horizontalAdvance(line.text)
    return QRectF(line.middle - width / 2, line.y - metrics.ascent(), width, metrics.height()).adjusted(0, 1, 0, -1)


def boxes(found: Geometry) -> list[QRectF]:
    names, others = found.title_lines()
    lines = [(line, True) for line in names] + [(line, False) for line in others if line.text]
    return [box(found, line, is_name) for line, is_name in lines]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("zoom", [1.0, 1.7, 6.0])
def test_no_title_touches_another_or_a_map(
    qapp: QApplication, size: tuple[int, int], points: float, zoom: float
) -> None:
    found = geometry(smallest(size, points), points=points)
    found.camera.zoom_by(zoom, found.band.center(), found.size)
    texts = boxes(found)
    assert texts
    whole = QRectF(0, 0, found.size.width(), found.size.height())
    for index, text in enumerate(texts):
        assert whole.contains(text)
        assert not text.intersects(found.band)
        assert not any(text.intersects(other) for other in texts[index + 1 :])


@pytest.mark.parametrize("size", SIZES)
def test_every_layer_says_what_it_does_and_how_large_it_is(qapp: QApplication, size: tuple[int, int]) -> None:
    found = geometry(size)
    assert found.titles.detail >= Detail.TWO_LINES
    names, others = found.title_lines()
    assert [line.text for line in names] == list(NAMES)
    said = " ".join(line.text for line in others)
    assert "finds" in said
    assert "28×28" in said


@pytest.mark.parametrize("size", [*SIZES, (494, 598), (494, 335)])
@pytest.mark.parametrize("points", POINTS)
def test_every_layer_has_its_name(qapp: QApplication, size: tuple[int, int], points: float) -> None:
    names, _ = geometry(smallest(size, points), points=points).title_lines()
    assert [line.text for line in names] == list(NAMES)


def test_titles_stay_when_one_zooms_in(qapp: QApplication) -> None:
    found = geometry((690, 670))
    where = found.layout.places["C3"].cells[0].center()
    found.camera.zoom_by(4, where, found.size)
    names, _ = found.title_lines()
    assert "C3" in [line.text for line in names]
    assert found.title_rect("C3").height() == found.titles.head
    assert found.title_rect("OUTPUT").isEmpty()
