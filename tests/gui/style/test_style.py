"""Icons follow colours and size of text; rows wrap; windows open beside the canvas; all text grows."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.main_window import MainWindow
from lenet_gui.style.child_window import beside
from lenet_gui.style.flow import Flow
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.text_size import TextSize
from model.assets import asset
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
    image = button.grab().toImage()
    colours = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    assert (max(colours) > 200) if scheme == "dark" else (min(colours) < 60)
    assert button.accessibleName() == button.toolTip() == "Clear"


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


def test_a_row_in_which_nothing_is_shown_takes_no_room() -> None:
    assert Flow([], gap=6).heightForWidth(300) == 0


@pytest.mark.parametrize(
    ("clear", "size", "expected"),
    [
        (QRect(0, 30, 340, 340), QRect(0, 0, 800, 600), (351, 30)),
        (QRect(0, 30, 340, 340), QRect(0, 0, 1700, 600), (219, 30)),
        (QRect(1500, 900, 340, 340), QRect(0, 0, 800, 600), (1119, 599)),
    ],
)
def test_a_window_opens_beside_the_canvas_as_far_as_the_screen_allows(
    clear: QRect, size: QRect, expected: tuple[int, int]
) -> None:
    place = beside(clear, size, QRect(0, 0, 1920, 1200))
    assert (place.x(), place.y()) == pytest.approx(expected, abs=2)


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
