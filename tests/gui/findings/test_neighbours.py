"""Like what? The page in the real window: the test digits nearest to the drawing, and its place among all of them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.findings.neighbours_panel import NeighboursPanel
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.assets import shipped_weights
from model.digits import datasets
from model.digits.neighbours import nearest
from model.network.recognise import recognise
from model.network.records import NO_REJECTION
from model.network.weights import load_weights
from tests.gui.conftest import AnswerOf
from tests.gui.findings.opening import open_page, tiles_of
from tests.gui.painted import picture_of
from tests.gui.pointing import hover, tooltip

pytestmark = pytest.mark.usefixtures("few_test_digits")
CLICK = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def opened(window: MainWindow, qtbot: QtBot) -> NeighboursPanel:
    return open_page(window, qtbot, "Ctrl+K", window.drawer.neighbours_page)


def test_each_row_has_the_digits_nearest_in_its_layer(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    answer = drawn.inspector.answer
    assert answer is not None
    network, _ = load_weights(shipped_weights())
    fields = datasets.mnist_test().fields().astype(np.float32) / 255
    others = [recognise(network, field, NO_REJECTION) for field in fields]
    for row, layer in enumerate(("INPUT", "C5", "F6")):
        alone = np.array([np.sum((other.layer(layer) - answer.layer(layer)) ** 2) for other in others])
        found = tiles_of(panel, row)
        assert len(found) > 3
        assert [tile.value for tile in found] == pytest.approx(np.sort(alone)[: len(found)], rel=3e-3)
        labels = datasets.mnist_test().labels[np.argsort(alone)[:10]]
        most = int(np.bincount(labels).max())
        assert f"{layer}" in panel.tiles.spoken_value()
        assert f"{most} of 10 are a" in panel.tiles.spoken_value().split("; ")[row]
        assert [tile.marked for tile in found] == [tile.label != answer.digit for tile in found]


def test_all_ten_that_are_counted_are_shown_where_they_have_room(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    assert panel.heading.text.startswith("The 10 nearest")
    drawn.resize(1600, 1000)
    qtbot.waitUntil(lambda: all(len(tiles_of(panel, row)) >= 10 for row in range(3)))


def test_that_they_are_found_is_announced(drawn: MainWindow, qtbot: QtBot, said: list[str]) -> None:
    assert said.count(opened(drawn, qtbot).heading.text) == 1


def test_it_follows_the_pen(drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf) -> None:
    panel = opened(drawn, qtbot)

    def distances() -> list[float]:
        return [tile.value for tile in tiles_of(panel, 1)]

    before, said = distances(), panel.plane.spoken_value()
    canvas = drawn.canvas_panel.canvas
    answer_of(lambda: drag(canvas, ((0.7, 0.2), (0.8, 0.5), (0.7, 0.8))))
    qtbot.waitUntil(lambda: distances() != before)
    assert panel.plane.spoken_value() != said
    answer_of(drawn.sketch.clear)
    assert not panel.tiles.isVisible()
    answer_of(lambda: drag(canvas, STROKE))
    qtbot.waitUntil(panel.tiles.isVisible)


def test_a_click_puts_the_digit_on_the_canvas_where_it_is_no_neighbour_of_its_own(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    panel = opened(drawn, qtbot)
    before = drawn.sketch.drawing
    taken = tiles_of(panel, 2)[1]
    where = panel.tiles.rect_of((2, 1)).center()
    assert f"F6: squared distance {taken.value:.1f}" in tooltip(panel.tiles, where)
    answer = answer_of(lambda: QTest.mouseClick(panel.tiles, *CLICK, where.toPoint()))
    np.testing.assert_allclose(answer.ink * 255, taken.field, atol=1e-3)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: all(tile.position != taken.position for tile in tiles_of(panel, 0)))
    answer_of(drawn.canvas_panel.tools.undo.trigger)
    assert drawn.sketch.drawing == before


def test_of_another_network_there_are_no_neighbours(drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf) -> None:
    panel = opened(drawn, qtbot)
    usual, own = panel.note.text, drawn.inspector.answer
    other, _ = load_weights(shipped_weights("paper"))
    answer_of(lambda: drawn.service.follow(other))
    assert "read with the weights in use" in panel.note.text
    assert tiles_of(panel, 0) == []
    assert panel.plane.spoken_value() == ""
    assert own is not None
    assert panel.survey is not None
    panel.show_neighbours(own, nearest(panel.survey, own, 5))  # they were on their way
    assert tiles_of(panel, 0) == []
    answer_of(lambda: drawn.service.follow(None))
    qtbot.waitUntil(lambda: bool(tiles_of(panel, 0)))
    assert panel.note.text == usual
    answer_of(lambda: drawn.history.set_factor(("C3", 7), 0.0))
    assert panel.note.text.endswith("read without your changes.")


def test_the_plane_is_of_the_two_smallest_penalties(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    answer = drawn.inspector.answer
    assert answer is not None
    first, second = answer.ranking[:2]
    told = f"penalty of {first}: {answer.penalties[first]:.1f}, of {second}: {answer.penalties[second]:.1f}"
    assert panel.plane.spoken_value() == f"the drawing: {told}"


def test_a_dot_of_the_plane_is_told_and_taken(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf, said: list[str]
) -> None:
    plane = opened(drawn, qtbot).plane
    answer, survey = drawn.inspector.answer, drawn.drawer.neighbours_page.content.survey
    assert answer is not None
    assert survey is not None
    pair = answer.ranking[:2]
    plane.setFocus()
    QTest.keyClick(plane, Qt.Key.Key_Right)
    first = plane.pointed
    assert first is not None
    QTest.keyClick(plane, Qt.Key.Key_Right)
    place = plane.pointed
    assert place is not None
    one, other = (survey.penalties[each, pair[0]] - survey.penalties[each, pair[1]] for each in (first, place))
    assert one <= other  # towards the second class
    assert f"of {pair[1]}: {survey.penalties[place, pair[1]]:.1f}" in said[-1]
    label = int(survey.digits.labels[place])
    assert label in pair
    hover(plane, plane.rect_of(place).center())
    assert plane.pointed is not None
    there = plane.rect_of(plane.pointed).center() - plane.rect_of(place).center()
    assert there.manhattanLength() < 2
    plane.walk_to(place)
    read = answer_of(lambda: QTest.keyClick(plane, Qt.Key.Key_Return))
    field = survey.digits.subset(slice(place, place + 1)).fields()[0]
    np.testing.assert_allclose(read.ink * 255, field, atol=1e-3)


def test_the_drawing_is_seen_among_the_dots(drawn: MainWindow, qtbot: QtBot) -> None:
    plane = opened(drawn, qtbot).plane

    def picture() -> QImage:
        return picture_of(plane)

    with_drawing = picture()
    plane.show_recognition(None)
    without = picture()
    changed = [
        (x, y)
        for x in range(without.width())
        for y in range(without.height())
        if without.pixel(x, y) != with_drawing.pixel(x, y)
    ]
    answer = drawn.inspector.answer
    assert answer is not None
    middle = np.mean(changed, axis=0)
    plot = plane.plot_rect()
    x, y = (float(answer.penalties[digit]) / 200 for digit in answer.ranking[:2])
    assert middle == pytest.approx((plot.left() + x * plot.width(), plot.bottom() - y * plot.height()), abs=2)
