"""Icons follow colours and size of text; rows wrap; windows open where there is room; all text grows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAction, QFont, QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.form_fields import Combo
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import ComboBox
from lenet_gui.main_window import MainWindow
from lenet_gui.style.child_window import FRAME, beside, fitting
from lenet_gui.style.flow import Flow
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.text_size import TextSize
from model.assets import asset
from tests.gui.painted import picture_of
from tests.screenshots import press


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_icon_is_drawn_in_the_colour_of_text(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    schemes = ColourScheme(qapp)
    schemes.choose("dark" if scheme == "light" else "light")
    button = IconButton("trash", "Clear")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    schemes.choose(scheme)
    QApplication.processEvents()
    image = picture_of(button)
    colours = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    assert (max(colours) > 200) if scheme == "dark" else (min(colours) < 60)
    assert button.accessibleName() == button.toolTip() == "Clear"


def test_a_tool_tip_in_a_long_language_has_lines_that_can_be_read(qtbot: QtBot) -> None:
    erase = QAction("Radiergummi")
    erase.setStatusTip("Radiert, was auf der Zeichenfläche steht, so wie es auch das andere Ende des Stifts tut")
    erase.setShortcut("E")
    button = IconButton("eraser", action=erase)
    qtbot.addWidget(button)
    lines = button.toolTip().splitlines()
    assert " ".join(lines) == f"{erase.statusTip()} (E)"
    assert len(lines) == 2


def test_every_icon_file_is_a_picture(qtbot: QtBot) -> None:
    files = sorted(asset("icons", "lucide").glob("*.svg"))
    assert len(files) > 8
    for file in files:
        button = IconButton(file.stem, "it")
        qtbot.addWidget(button)
        with qtbot.waitExposed(button):
            button.show()
        assert len({button.icon().pixmap(16).toImage().pixel(x, y) for x in range(16) for y in range(16)}) > 2


@pytest.mark.parametrize(("width", "lines"), [(400, 1), (200, 2), (95, 4)])
def test_a_row_continues_on_the_next_line_and_keeps_groups_together(qtbot: QtBot, width: int, lines: int) -> None:
    labels = [QLabel() for _ in range(6)]
    for label in labels:
        label.setFixedSize(40, 20)
    row = Flow([Flow(labels[:3], gap=5), Flow(labels[3:], gap=5)], gap=10)
    holder = QWidget()
    holder.setLayout(row)
    qtbot.addWidget(holder)
    assert row.heightForWidth(width) == pytest.approx(20 * lines + 10 * (lines - 1), abs=10)
    holder.resize(width, row.heightForWidth(width))
    with qtbot.waitExposed(holder):
        holder.show()
    tops = [label.mapTo(holder, label.rect().topLeft()).y() for label in labels]
    assert len(set(tops)) == lines
    assert tops == sorted(tops)


@pytest.mark.parametrize(("width", "each"), [(400, 60), (200, 62)])
def test_what_fills_its_row_ends_where_the_row_ends(qtbot: QtBot, width: int, each: int) -> None:
    labels = [QLabel() for _ in range(6)]
    for label in labels:
        label.setMinimumSize(40, 20)
    halves = [Flow(half, gap=7, fills=True) for half in (labels[:3], labels[3:])]
    holder = QWidget()
    holder.setLayout(Flow(halves, gap=10, fills=True))
    qtbot.addWidget(holder)
    holder.resize(width, 100)
    with qtbot.waitExposed(holder):
        holder.show()
    assert {label.width() for label in labels} == {each}
    assert width - labels[-1].mapTo(holder, labels[-1].rect().topRight()).x() in (1, 2, 3)


def test_a_row_in_which_nothing_is_shown_takes_no_room() -> None:
    assert Flow([], gap=6).heightForWidth(300) == 0


CANVAS = QRect(610, 230, 340, 340)
MAIN = QRect(600, 200, 1280, 800)


@pytest.mark.parametrize(
    ("size", "screen", "expected"),
    [
        (QSize(1120, 740), QRect(0, 0, 3840, 2160), (1891, 200)),
        (QSize(500, 740), QRect(0, 0, 1920, 1200), (80, 200)),  # left of the main window
        (QSize(1120, 740), QRect(0, 0, 2560, 1440), (961, 230)),  # no room but over it
        (QSize(1120, 740), QRect(0, 0, 1920, 1200), (791, 230)),
        (QSize(1120, 940), QRect(0, 0, 1920, 1100), (791, 119)),
        (QSize(1120, 740), QRect(0, 0, 1024, 700), (0, 0)),
    ],
)
def test_a_window_opens_beside_the_main_one_or_else_the_canvas(
    size: QSize, screen: QRect, expected: tuple[int, int]
) -> None:
    place = beside(CANVAS, MAIN, size, screen)
    assert (place.x(), place.y()) == pytest.approx(expected, abs=2)
    if screen.width() > size.width():
        assert screen.contains(QRect(place, size))


def test_on_wayland_a_window_leaves_room_for_a_panel(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    screen = QRect(0, 0, 1366, 768)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    assert fitting(QSize(1280, 800), screen).height() <= screen.height() - FRAME.height() - 48
    assert fitting(QSize(1280, 600), screen) == QSize(1280, 600)


def test_windows_open_within_the_screen(live_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their frames: what is below the screen's edge, such as the button that starts training, is not found."""
    screen = QRect(0, 0, 800, 800)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: screen)
    assert fitting(QSize(1280, 800), screen).height() < screen.height()
    live_window.parameters.show_window()
    live_window.help.show_keys()
    opened = [child for child in live_window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    assert len(opened) == 2
    for child in opened:
        assert screen.contains(child.frameGeometry())


def test_the_main_window_fits_a_small_screen(
    qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1366x768 pixels at a scale of 150 %: its last line has the offer of the tour."""
    screen = QRect(0, 0, 911, 512)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: screen)
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert window.size() == screen.size() - FRAME
    assert window.footer.mapTo(window, window.footer.rect().bottomRight()).y() < window.height()
    window.close()


def test_all_text_grows(live_window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    usual = qapp.font().pointSizeF()
    before = live_window.naming.buttons[0].width()
    press(live_window, "150 %")
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * usual)
    qtbot.waitUntil(lambda: live_window.naming.buttons[0].width() > before)
    press(live_window, "Smaller text")
    assert qapp.font().pointSizeF() == pytest.approx(1.25 * usual)
    press(live_window, "100 %")
    assert qapp.font().pointSizeF() == pytest.approx(usual)


@pytest.mark.parametrize("kind", [ComboBox, Combo])
def test_lists_to_choose_from_grow_and_shrink_with_the_text(qtbot: QtBot, kind: type[QComboBox]) -> None:
    box = kind()
    qtbot.addWidget(box)
    box.addItems(["INPUT: the digit", "Ink to change"])
    usual = box.font()
    before = box.minimumSizeHint()
    larger = QFont(usual)
    larger.setPointSizeF(1.5 * usual.pointSizeF())
    box.setFont(larger)
    assert box.minimumSizeHint().width() > before.width()
    box.setFont(usual)
    assert box.minimumSizeHint() == before


def test_boxes_to_check_grow_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    box, sizes = QCheckBox("a text"), TextSize(qapp)
    qtbot.addWidget(box)

    def indicator() -> QRect:
        option = QStyleOptionButton()
        box.initStyleOption(option)
        return box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)

    sizes.choose(100)
    usual = indicator().height()
    try:
        for percent in (200, 150):
            sizes.choose(percent)
            box.resize(box.sizeHint())
            assert indicator().height() == indicator().width() == usual * percent // 100
            assert box.rect().contains(indicator())
    finally:
        sizes.choose(100)
    assert indicator().height() == usual


def test_a_size_that_is_not_offered_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        TextSize(qapp).choose(333)
