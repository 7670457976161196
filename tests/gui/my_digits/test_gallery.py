"""The gallery: walked by keys, selected by mouse, relabelled, emptied, marked; fluent with thousands."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.gallery import Gallery
from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN, GalleryModel, Gap, Heading
from lenet_gui.my_digits.tiles import Tiles
from lenet_gui.my_digits.window import MyDigitsWindow
from model.digits.drawing import Drawing
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import MyDigit, PackedStrokes
from model.network.records import FloatArray
from tests.gui.my_digits.conftest import LABELS
from tests.model.hand import written

MANY = 2000


@pytest.fixture
def active_window(digits_window: MyDigitsWindow, qtbot: QtBot) -> MyDigitsWindow:
    digits_window.activateWindow()
    qtbot.waitUntil(digits_window.isActiveWindow)
    digits_window.gallery.setFocus()
    return digits_window


def click(gallery: Gallery, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    row = gallery.digits.rows_of(frozenset({key}))[0]
    place = gallery.visualRect(gallery.digits.index(row)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def first_entry(window: MyDigitsWindow) -> None:
    QTest.keyClick(window.gallery, Qt.Key.Key_Home)
    QTest.keyClick(window.gallery, Qt.Key.Key_Right)
    QTest.keyClick(window.gallery, Qt.Key.Key_Home)


def test_digits_stand_by_label_and_are_walked_by_key(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    first_entry(digits_window)
    walked = []
    for _ in LABELS:
        walked.append(gallery.chosen[0])
        assert gallery.accessibleDescription().startswith("A ")
        QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert walked == ["k1", "k4", "k0", "k2", "k3"]


def test_a_digit_key_relabels_what_is_chosen(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    first_entry(digits_window)
    QTest.keyClick(digits_window.gallery, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(digits_window.gallery.relabel_wanted) as asked:
        QTest.keyClick(digits_window.gallery, Qt.Key.Key_7)
    assert asked.args == [("k1", "k4"), 7]


def test_delete_removes_and_control_z_takes_it_back(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    digits_window.gallery.setFocus()
    first_entry(digits_window)
    with qtbot.waitSignal(digits_window.gallery.remove_wanted) as asked:
        digits_window.gallery.remove.trigger()
    assert asked.args == [("k1",)]
    assert not digits_window.gallery.undo.isEnabled()
    digits_window.gallery.undo.setEnabled(True)
    with qtbot.waitSignal(digits_window.gallery.undo.triggered):
        digits_window.gallery.undo.trigger()


def test_marks_are_signs_and_words(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    plain = gallery.grab().toImage()
    digits_window.mark(frozenset({"k0"}), frozenset({"k3"}))
    assert gallery.grab().toImage() != plain
    role = Qt.ItemDataRole.ToolTipRole
    tips = {
        entry.key: gallery.digits.data(gallery.digits.index(row), role)
        for row in range(gallery.digits.rowCount())
        if (entry := gallery.digits.entry_at(gallery.digits.index(row))) is not None
    }
    assert WRONG_SIGN in tips["k0"]
    assert DOUBTFUL_SIGN in tips["k3"]
    assert WRONG_SIGN not in tips["k1"]


def test_what_stays_is_still_chosen_after_a_change(digits_window: MyDigitsWindow) -> None:
    first_entry(digits_window)
    entries = [entry for entry in digits_window.gallery.digits.entries if entry.key != "k0"]
    digits_window.show_entries(entries)
    assert digits_window.gallery.chosen == ("k1",)


def test_home_and_end_lead_to_the_first_and_the_last(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    for key, there in ((Qt.Key.Key_End, "k3"), (Qt.Key.Key_Home, "k1")):
        QTest.keyClick(gallery, key)
        assert gallery.chosen == (there,)


def test_digits_are_chosen_by_mouse_as_in_any_list(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    click(gallery, "k1")
    click(gallery, "k3", Qt.KeyboardModifier.ControlModifier)
    assert list(gallery.chosen) == ["k1", "k3"]
    click(gallery, "k4")
    click(gallery, "k2", Qt.KeyboardModifier.ShiftModifier)
    assert gallery.chosen == ("k4", "k0", "k2")  # the heading between them is no digit


def test_the_keys_for_removing_and_undoing(active_window: MyDigitsWindow, qtbot: QtBot) -> None:
    gallery = active_window.gallery
    click(gallery, "k0")
    with qtbot.waitSignal(active_window.gallery.remove_wanted) as asked:
        QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert asked.args == [("k0",)]
    with qtbot.assertNotEmitted(active_window.gallery.undo.triggered):
        QTest.keyClick(gallery, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    active_window.gallery.undo.setEnabled(True)
    with qtbot.waitSignal(active_window.gallery.undo.triggered):
        QTest.keyClick(gallery, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_after_a_removal_the_keys_go_on_beside_it(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    click(gallery, "k0")
    digits_window.show_entries([entry for entry in gallery.digits.entries if entry.key != "k0"])
    assert gallery.chosen == ("k2",)
    digits_window.show_entries([entry for entry in gallery.digits.entries if entry.key not in {"k2", "k3"}])
    assert gallery.chosen == ("k4",)


def test_the_menu_does_what_the_keys_do(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    gallery = digits_window.gallery
    click(gallery, "k3")
    menu = gallery.menu()
    labels = next(below for action in menu.actions() if isinstance(below := action.menu(), QMenu))
    with qtbot.waitSignal(digits_window.gallery.relabel_wanted) as asked:
        labels.actions()[4].trigger()
    assert asked.args == [("k3",), 4]
    assert gallery.remove in menu.actions()
    assert gallery.undo in menu.actions()
    menu.deleteLater()


def test_only_the_marked_can_be_shown(digits_window: MyDigitsWindow) -> None:
    gallery, only = digits_window.gallery, digits_window.only_marked
    assert not only.isVisible()
    digits_window.mark(frozenset({"k0"}), frozenset({"k3"}))
    QTest.mouseClick(only, Qt.MouseButton.LeftButton, pos=QPoint(8, only.height() // 2))
    gallery.selectAll()
    assert gallery.chosen == ("k0", "k3")
    digits_window.mark(frozenset(), frozenset())
    gallery.selectAll()
    assert len(gallery.chosen) == len(LABELS)
    assert not only.isVisible()


def many(count: int = MANY) -> list[MyDigit]:
    drawing = written(1)[3].drawing
    return [MyDigit.of(f"m{k}", k % 10, drawing, "") for k in range(count)]


def test_thousands_stay_fluent_and_where_they_were(
    digits_window: MyDigitsWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery, looked_at = digits_window.gallery, 0
    entry_at = GalleryModel.entry_at

    def counting(model: GalleryModel, index: QModelIndex) -> MyDigit | None:
        nonlocal looked_at
        looked_at += 1
        return entry_at(model, index)

    monkeypatch.setattr(GalleryModel, "entry_at", counting)

    def looked_at_with(count: int) -> int:
        nonlocal looked_at
        entries, looked_at = many(count), 0
        digits_window.show_entries(entries)
        gallery.selectAll()
        digits_window.mark(frozenset({"m7"}), frozenset())
        gallery.scrollTo(gallery.digits.index(3 * count // 4))
        scrolled = gallery.verticalScrollBar().value()
        digits_window.show_entries(entries)
        gallery.grab()
        qapp.processEvents()
        assert len(gallery.chosen) == count
        assert gallery.verticalScrollBar().value() == scrolled > 0
        return looked_at

    few, most = looked_at_with(500), looked_at_with(MANY)
    assert few < most < 2 * (MANY / 500) * few  # not with the square of the digits


def test_only_those_in_sight_are_inked_and_only_once(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    gallery, inked = digits_window.gallery, 0

    def count(drawing: Drawing) -> FloatArray:
        nonlocal inked
        inked += 1
        return ink_of_drawing(drawing)

    def in_sight() -> int:
        rows = (gallery.digits.index(row) for row in range(gallery.digits.rowCount()))
        seen = (row for row in rows if gallery.visualRect(row).intersects(gallery.viewport().rect()))
        return sum(gallery.digits.entry_at(row) is not None for row in seen)

    entries, tiles = many(), gallery.itemDelegate()
    assert isinstance(tiles, Tiles)
    tiles.inked = count
    digits_window.show_entries(entries)
    assert inked == 0  # not before the event loop has had its turn
    qtbot.waitUntil(lambda: inked == in_sight())
    there = inked
    assert 10 < there < MANY / 2
    # Other labels, other order, marks: the ink is the same.
    digits_window.show_entries([replace(entry, label=9 - entry.label) for entry in reversed(entries)])
    digits_window.show_entries(entries)
    digits_window.mark(frozenset({"m7"}), frozenset())
    gallery.grab()
    gallery.scrollToBottom()
    qtbot.waitUntil(lambda: inked >= there + in_sight())
    # Another drawing by the same name: somebody else's.
    again, other = inked, written(1)[4].drawing
    digits_window.show_entries([replace(entry, strokes=PackedStrokes.of(other)) for entry in entries])
    qtbot.waitUntil(lambda: inked >= again + in_sight())


def test_digits_are_painted_once_they_are_inked(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    gallery = digits_window.gallery
    row = gallery.digits.rows_of(frozenset({"k3"}))[0]
    place = gallery.visualRect(gallery.digits.index(row)).adjusted(8, 8, -8, -gallery.fontMetrics().height() - 8)

    def darkest() -> int:
        image = gallery.viewport().grab(place).toImage()
        return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))

    qtbot.waitUntil(lambda: darkest() < 100)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_heading_stands_in_the_line_of_its_first_digit(
    digits_window: MyDigitsWindow, qapp: QApplication, factor: float
) -> None:
    gallery = digits_window.gallery
    font = digits_window.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    digits_window.setFont(font)
    digits_window.show_entries(many(48))
    broken = set()
    for width in range(500, 1300, 35):
        digits_window.resize(width, 640)
        qapp.processEvents()
        model, line = gallery.digits, 0
        for row in range(model.rowCount()):
            top = gallery.visualRect(model.index(row)).top()
            line += row > 0 and top > gallery.visualRect(model.index(row - 1)).top()
            what = model.row_at(model.index(row))
            if isinstance(what, Heading):
                assert gallery.visualRect(model.index(row + 1)).top() == top
            if isinstance(what, Gap):
                broken.add(width)
        # Qt breaks the lines where it was reckoned that it would.
        assert line == (model.rowCount() - 1) // gallery.columns
    assert broken  # at some width a heading had to go to the next line
    QTest.keyClick(gallery, Qt.Key.Key_Home)
    walked = [gallery.chosen]
    for _ in range(47):
        QTest.keyClick(gallery, Qt.Key.Key_Right)
        walked.append(gallery.chosen)
    assert len(set(walked)) == 48


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_two_marks_leave_the_digit_to_be_seen(digits_window: MyDigitsWindow, factor: float) -> None:
    font = digits_window.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    digits_window.setFont(font)
    tiles = digits_window.gallery.itemDelegate()
    assert isinstance(tiles, Tiles)
    tile = QRectF(QPointF(), QSizeF(tiles.tile_size()))
    picture = tiles.picture_rect(tile)
    marks = tiles.badge_rect(tile, 0) | tiles.badge_rect(tile, 1)
    assert (marks & picture).width() * (marks & picture).height() < picture.width() * picture.height() / 4


def test_what_is_chosen_stays_so_in_another_width(digits_window: MyDigitsWindow, qapp: QApplication) -> None:
    gallery = digits_window.gallery
    digits_window.show_entries(many(48))
    gallery.selectAll()
    for width in (520, 700, 990):
        digits_window.resize(width, 640)
        qapp.processEvents()
        assert len(gallery.chosen) == 48
