"""What does it find? The page in the real window: the digits of a map, put on the canvas by a click."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lenet_gui.findings.panel import FindingsPanel
from lenet_gui.main_window import MainWindow
from lenet_gui.workers.reading.weights_source import WeightsSource
from model.assets import shipped_weights
from model.digits import datasets
from model.digits.survey import Finding
from model.errors import FileError
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, WeightsKind
from model.network.weights import load_weights
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.gui.findings.opening import open_page, tiles_of
from tests.gui.network.network_driving import centre_of, click_on
from tests.gui.pointing import hover, tooltip

pytestmark = pytest.mark.usefixtures("few_test_digits")
UNIT = Unit("C3", 7, 4, 4)


def findings(panel: FindingsPanel, row: int = 0) -> list[Finding]:
    """Those that there is room for, in reading order."""
    found = tiles_of(panel, row)
    return [Finding(tile.position, tile.unit, tile.value) for tile in found if tile.unit is not None]


def opened(window: MainWindow, qtbot: QtBot, unit: Unit = UNIT) -> FindingsPanel:
    """The page, open at a unit's map."""
    click_on(window.network.view, unit)
    return open_page(window, qtbot, "Ctrl+F", window.drawer.findings_page)


def largest_by_reading(layer: str, index: int, weights: str = "default") -> list[float]:
    """A map's largest value in each test digit, largest first: found by reading these one by one."""
    network, _ = load_weights(shipped_weights(weights))
    fields = datasets.mnist_test().fields().astype(np.float32) / 255
    answers = (recognise(network, field, NO_REJECTION) for field in fields)
    return sorted((float(answer.layer(layer)[index].max()) for answer in answers), reverse=True)


def test_the_digits_are_those_in_which_the_map_is_largest(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    assert panel.heading.text.startswith("C3 map 7 ")
    found = findings(panel)
    assert len(found) > 3
    values = [finding.value for finding in found]
    assert values == pytest.approx(largest_by_reading("C3", 7)[: len(found)], abs=1e-4)
    assert {(finding.unit.layer, finding.unit.map) for finding in found} == {("C3", 7)}


def test_a_click_puts_the_digit_on_the_canvas_and_chooses_the_unit(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    panel = opened(drawn, qtbot)
    before = drawn.sketch.drawing
    finding = findings(panel)[2]
    where = panel.tiles.rect_of((0, 2)).center()
    assert f"{finding.value:+.2f}" in tooltip(panel.tiles, where)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    answer = answer_of(lambda: QTest.mouseClick(panel.tiles, button, none, where.toPoint()))
    assert drawn.network.view.chosen_unit == finding.unit
    assert answer.value_of(finding.unit) == pytest.approx(finding.value, abs=1e-4)
    assert panel.isVisible()
    answer_of(drawn.canvas_panel.tools.undo.trigger)
    assert drawn.sketch.drawing == before


def test_it_follows_the_pointer_and_stays_when_that_leaves_the_network(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    view = drawn.network.view
    hover(view, centre_of(view, Unit("F6", 10)))
    assert panel.heading.text.startswith("F6 unit 10 ")
    view.choose(None)
    hover(view, centre_of(view, Unit("F6", 11)))
    view.point_at(None)
    assert panel.heading.text.startswith("F6 unit 11 ")
    assert panel.isVisible()
    hover(view, centre_of(view, Unit("INPUT", 0, 16, 16)))  # on the way to the canvas
    assert panel.tiles.isVisible()


def test_a_bar_shows_one_class_alone_until_it_is_clicked_again(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot, Unit("F6", 10))
    all_digits, labels = findings(panel), datasets.mnist_test().labels
    bar = panel.classes.bar_rect(5)
    for _ in range(2):
        where = QPointF(bar.center().x(), panel.classes.height() / 2).toPoint()
        QTest.mouseClick(panel.classes, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        if "class 5" in panel.heading.text:
            assert {int(labels[finding.position]) for finding in findings(panel)} == {5}
            assert findings(panel) != all_digits
    assert findings(panel) == all_digits


def test_which_class_is_shown_alone_is_announced(drawn: MainWindow, qtbot: QtBot, said: list[str]) -> None:
    panel = opened(drawn, qtbot)
    panel.classes.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(panel.classes, key)
    assert said[-1] == "C3 map 7 in the test digits of class 1"
    QTest.keyClick(panel.classes, Qt.Key.Key_Return)
    assert said[-1] == "C3 map 7 in all 1,000 test digits"


def test_the_bar_that_is_told_is_not_called_the_largest_where_it_is_negative(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot, Unit("F6", 10))
    assert "the farthest from 0: digit 3:  −1." in panel.classes.accessibleDescription()


def test_of_a_penalty_the_smallest_stands_first(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot, Unit("OUTPUT", 4))
    values = [finding.value for finding in findings(panel)]
    assert values == sorted(values)
    assert values[-1] < findings(panel, row=1)[-1].value
    labels = datasets.mnist_test().labels
    assert {int(labels[finding.position]) for finding in findings(panel)} == {4}


def test_other_weights_find_other_digits(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    before = findings(panel)
    with qtbot.waitSignal(drawn.service.weights_changed, timeout=20_000):
        drawn.service.load(WeightsSource.shipped(WeightsKind.PAPER))
    qtbot.waitUntil(lambda: bool(findings(panel)) and findings(panel) != before, timeout=20_000)
    values = [finding.value for finding in findings(panel)]
    assert values == pytest.approx(largest_by_reading("C3", 7, "paper")[: len(values)], abs=1e-4)


def test_the_progress_begins_anew_with_other_weights(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    begun: list[int] = []
    drawn.service.weights_changed.connect(lambda: begun.append(panel.progress.value()))
    drawn.service.load(WeightsSource.shipped(WeightsKind.PAPER))
    qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    assert begun == [0]


def test_it_tells_that_a_network_in_training_did_not_read_the_digits(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    panel = opened(drawn, qtbot)
    other, _ = load_weights(shipped_weights("paper"))
    usual = panel.note.text
    answer_of(lambda: drawn.service.follow(other))
    assert panel.note.text.endswith("; the test digits are read with the weights in use")
    answer_of(lambda: drawn.service.follow(None))
    assert panel.note.text == usual


def test_it_tells_the_values_on_the_canvas_and_that_changes_do_not_count(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    panel = opened(drawn, qtbot)
    found = findings(panel)
    answer = drawn.inspector.answer
    assert answer is not None
    highest = f"{answer.layer('C3')[7].max():+.2f}"
    assert panel.note.text.endswith(f" to {highest}".replace("-", "−"))
    answer_of(lambda: drawn.history.set_factor(("C3", 7), 0.0))
    assert panel.note.text == "On the canvas: +0.00; the test digits are read without your changes"
    assert findings(panel) == found


def test_the_menu_of_a_unit_leads_to_its_page_and_back_to_its_arithmetic(drawn: MainWindow, qtbot: QtBot) -> None:
    def choose(text: str) -> None:
        (entry,) = (one for one in drawn.inspector.menu_for(Unit("S4", 2, 1, 1), "S4").actions() if one.text() == text)
        entry.trigger()

    choose("What does it fin&d?")
    panel = drawn.drawer.findings_page.content
    qtbot.waitUntil(panel.tiles.isVisible, timeout=20_000)
    assert panel.heading.text.startswith("S4 map 2 ")
    choose("&Why this value?")
    assert drawn.drawer.explains
    field = [one.text() for one in drawn.inspector.menu_for(Unit("INPUT", 0, 3, 3), "INPUT").actions()]
    assert "&Why this value?" in field
    assert "What does it fin&d?" not in field


def test_input_has_no_page_and_the_others_stay_on_it(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    click_on(drawn.network.view, Unit("S2", 3, 6, 6))
    assert panel.isVisible()
    assert panel.heading.text.startswith("S2 map 3 ")
    click_on(drawn.network.view, Unit("INPUT", 0, 16, 16))
    assert drawn.drawer.explains


def test_digits_that_cannot_be_read_are_told_and_tried_again(
    drawn: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise FileError("t10k-images", "the file is damaged")

    click_on(drawn.network.view, UNIT)
    told: list[str] = []
    drawn.findings.failed.disconnect(drawn.errors.show)
    drawn.findings.failed.connect(told.append)
    with monkeypatch.context() as patched:
        patched.setattr(datasets, "_mnist", damaged)
        drawn.findings.show_findings()
        panel = drawn.drawer.findings_page.content
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "damaged" in told[0]
    assert not panel.tiles.isVisible()
    assert not panel.progress.isVisible()
    opened(drawn, qtbot)  # once more, while it is open
    assert panel.tiles.isVisible()


def test_without_a_unit_it_says_what_to_do(drawn: MainWindow, qtbot: QtBot) -> None:
    drawn.findings.show_findings()
    panel = drawn.drawer.findings_page.content
    assert not panel.tiles.isVisible()
    hover(drawn.network.view, centre_of(drawn.network.view, UNIT))
    qtbot.waitUntil(panel.tiles.isVisible, timeout=20_000)


def test_nothing_can_be_exported_before_there_are_digits(drawn: MainWindow, qtbot: QtBot) -> None:
    menus = [menu for menu in drawn.findChildren(QMenu) if menu.title() in ("&Export a view", "&Copy a view")]

    def are_enabled() -> set[bool]:
        for menu in menus:
            menu.aboutToShow.emit()
        entries = [action for menu in menus for action in menu.actions()]
        return {entry.isEnabled() for entry in entries if entry.text().startswith("What does it find?")}

    drawn.findings.show_findings()
    assert are_enabled() == {False}
    opened(drawn, qtbot)
    assert are_enabled() == {True}


def test_a_digit_that_is_taken_during_the_tour_stays_the_one_shown(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    drawn.tour.start()
    drawn.tour.card.show_page(3)
    drawn.findings.show_findings()
    panel = drawn.drawer.findings_page.content
    qtbot.waitUntil(panel.tiles.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: panel.tiles.height() > 60)
    heading, taken = panel.heading.text, findings(panel)[0]
    where = panel.tiles.rect_of((0, 0)).center().toPoint()
    answer_of(lambda: QTest.mouseClick(panel.tiles, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where))
    view = drawn.network.view
    assert (view.chosen_unit, view.pointed_unit) == (taken.unit, None)
    assert panel.heading.text == heading


def test_the_menu_lists_the_pages_in_the_order_of_their_tabs(window: MainWindow) -> None:
    (entries,) = (menu.actions() for menu in window.findChildren(QMenu) if menu.title() == "&Model")
    keys = [entry.shortcut().toString() for entry in entries]
    assert [key for key in keys if key in ("Ctrl+F", "Ctrl+K", "Ctrl+I")] == ["Ctrl+F", "Ctrl+K", "Ctrl+I"]
