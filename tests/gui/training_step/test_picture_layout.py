"""Where the maps of one training step lie."""

import pytest
from PySide6.QtCore import QRectF

from lenet_gui.training_step.picture_layout import LEAST_HEIGHT, PICTURED, places_in
from model.network.wiring import shape_of

ROOMS = QRectF(1, 32, 778, 150), QRectF(1, 32, 1260, 234), QRectF(1, 32, 1900, 420), QRectF(1, 40, 3400, 600)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("layer", PICTURED)
def test_all_units_of_a_map_are_equally_large_on_the_screen(room: QRectF, ratio: float, layer: str) -> None:
    places = places_in(room, ratio)
    for rect in places.maps[layer]:
        for length in (rect.left() * ratio, rect.top() * ratio, rect.width() * ratio / shape_of(layer)[1]):
            assert length == pytest.approx(round(length))
        assert room.adjusted(-0.5, -0.5, 0.5, 0.5).contains(rect)


def test_in_a_room_without_a_pixel_for_each_unit_all_is_shown_yet() -> None:
    room = QRectF(0, 0, 280, 60)
    places = places_in(room)
    assert 0 < places.maps["INPUT"][0].width() < shape_of("INPUT")[1]
    assert all(0 < places.columns[layer].height() <= room.height() for layer in PICTURED)


def test_at_the_least_height_a_unit_of_c1_has_two_pixels() -> None:
    places = places_in(QRectF(1, 40, 900, LEAST_HEIGHT - 2))
    assert places.maps["C1"][0].width() == 2 * shape_of("C1")[1]
    assert places.maps["INPUT"][0].width() == 2 * shape_of("INPUT")[1]
