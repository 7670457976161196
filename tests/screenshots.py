"""Pictures of every view, made anew: ``screenshots.py OUT [--size 1280x800] [--scheme dark] [--text 150] [--all]``.

Each view is the real window, driven as a person would: blank, drawn, the drawer open, what if, the tour, a number and
how it was read, the parameters, My digits, training; with ``--all`` also what lies behind these. Each window gets the
size that is asked for. Sizes, schemes and sizes of text can be given more than once. ``--readme`` makes those of the
README. For 3840x2160 at scale 2, set ``QT_SCALE_FACTOR=2`` and ask for 1920x1080.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QWidget

from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding
from lenet_gui.smoke_test import drag
from lenet_gui.training.choice.card import RecipeCard
from model.assets import asset
from model.network.wiring import Unit
from tests.benchmarks.window import open_measured_window, wait_for_answer
from tests.gui.numbers.writing import write
from tests.model.hand import dense, written

SIZES = "860x560", "1024x700", "1366x768", "1600x1000"
FOUR = (
    ((0.55, 0.16), (0.46, 0.30), (0.37, 0.44), (0.27, 0.58), (0.42, 0.585), (0.58, 0.58), (0.76, 0.565)),
    ((0.61, 0.34), (0.60, 0.45), (0.59, 0.58), (0.575, 0.71), (0.56, 0.86)),
)
README = {"drawer": "why", "lattice": "number"}
README |= {name: name for name in ("tour", "findings", "neighbours", "parameters", "my-digits", "training")}
FIRST_SIZES = {"parameters": (1060, 760), "my-digits": (900, 640), "training": (1120, 740)}
"""Of windows beside the main one, on a screen that has room for them."""
_REST_MS = 400


def rest(milliseconds: int = _REST_MS) -> None:
    """Let the window paint, and what moves come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def press(window: MainWindow, text: str) -> None:
    """Trigger the menu entry of this text."""
    (action,) = (action for action in window.findChildren(QAction) if action.text().replace("&", "") == text)
    action.trigger()


def window_with_digits() -> MainWindow:
    """A main window as it is after some use, by nobody in particular."""
    _application, window = open_measured_window()
    keep_digits(window)
    window.drawings.demonstration.wanted = False
    wait_for_answer(window, 1)
    while not window.drawings.tray.tiles.spoken_value():  # until the examples are read
        rest(100)
    return window


def draw(window: MainWindow) -> None:
    """A 4, with the mouse."""
    window.sketch.clear()
    for line in FOUR:
        drag(window.canvas_panel.canvas, dense(line))
    wait_for_answer(window, window.service.generation)
    rest()


def film(window: MainWindow, path: Path) -> None:
    """The 4 drawn again, as an animated picture."""
    draw(window)
    window.film.make(str(path))
    while window.film.running:
        rest()


def keep_digits(window: MainWindow) -> None:
    """Twenty digits of a made-up person in My digits."""

    def keep() -> None:
        for digit in written(2):
            window.people.book.apply(adding(digit))

    window.people.book.when_open(keep)


def views(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each view by name, shown; the windows beside the main one are closed before the next."""

    def show_cards() -> None:
        window.training.show_window().setup_page.show_cards()

    yield "blank", window
    draw(window)
    yield "drawn", window
    window.network.view.choose(Unit("C3", 7, 4, 4))
    rest()
    yield "drawer", window
    window.findings.show_findings()
    while not window.drawer.findings_page.content.tiles.spoken_value():  # until the test digits are read
        rest(100)
    rest()
    yield "findings", window
    window.findings.show_neighbours()
    while not window.drawer.neighbours_page.content.tiles.spoken_value():
        rest(100)
    rest()
    yield "neighbours", window
    window.inspector.ask_what_if()
    window.drawer.what_if.map_row.off.click()
    rest()
    yield "what-if", window
    window.history.undo_all()
    window.inspector.close()
    window.tour.start()
    window.tour.card.show_page(3)
    rest()
    yield "tour", window
    window.tour.end()
    window.sketch.clear()
    window.canvas_panel.tools.pen_width.setValue(4)
    write(window, "2026", left=0.08, height=0.27)
    wait_for_answer(window, window.service.generation)
    rest()
    yield "number", window
    window.numbers.show_how()
    rest()
    yield "lattice", window
    window.numbers.sweep.wanted.trigger()
    rest()
    yield "sweep", window
    window.numbers.sweep.wanted.trigger()
    window.inspector.close()
    window.canvas_panel.tools.pen_width.setValue(6)
    for name, opens in (
        ("parameters", window.parameters.show_window),
        ("my-digits", window.my_digits.show_window),
        ("training", show_cards),
    ):
        with opened(window, opens) as other:
            yield name, other


@contextmanager
def opened(window: MainWindow, opens: Callable[[], object]) -> Iterator[QWidget]:
    """The window that this opens, closed again afterwards."""
    before = shown(window)
    opens()
    rest(2 * _REST_MS)
    (other,) = shown(window) - before
    while not all("about" in card.accessibleDescription() for card in other.findChildren(RecipeCard)):
        rest()  # times are being measured
    yield other
    other.close()


def further_views(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What lies behind the others: two penalties compared, the guided round, every tab, one training step, the help."""

    def show_settings() -> None:
        window.training.show_window().setup_page.show_settings()

    def take_step_apart() -> None:
        made = window.training_step.show_window()
        while made.step is None or not made.step.rule.is_known:
            rest()

    draw(window)
    window.penalties.asked.emit(4)
    window.drawer.why.rival.activated.emit(9)
    rest()
    yield "penalties", window
    window.inspector.close()
    window.my_digits.keeping.switch_round(True)
    rest()
    yield "round", window
    window.my_digits.keeping.switch_round(False)
    draw(window)
    for name, opens in (
        ("parameters", window.parameters.show_window),
        ("settings", show_settings),
    ):
        with opened(window, opens) as other:
            tabs = next(each for each in other.findChildren(QTabWidget) if each.isVisible())
            for index in range(tabs.count()):
                tabs.setCurrentIndex(index)
                rest()
                yield f"{name}-{index}", other
            tabs.setCurrentIndex(0)
    for name, opens in (("step", take_step_apart), ("help", window.help.show_keys)):
        with opened(window, opens) as other:
            yield name, other


def shown(window: MainWindow) -> set[QWidget]:
    """The windows beside the main one."""
    return {child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=asset())
    parser.add_argument("--size", action="append", metavar="WxH")
    parser.add_argument("--scheme", action="append", choices=("light", "dark"))
    parser.add_argument("--text", action="append", type=int, choices=(100, 125, 150, 200))
    parser.add_argument("--all", action="store_true", help="also what lies behind these views")
    parser.add_argument("--readme", action="store_true", help="the README's pictures")
    arguments = parser.parse_args()
    window = window_with_digits()
    if arguments.readme:
        sizes, schemes, texts, names = ["1280x800"], ["light"], [100], README
    else:
        sizes, schemes = arguments.size or list(SIZES), arguments.scheme or ["light", "dark"]
        texts, names = arguments.text or [100], {}
    arguments.out.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        width, height = map(int, size.split("x"))
        for scheme in schemes:
            press(window, scheme.capitalize())
            for text in texts:
                press(window, f"{text} %")
                window.resize(width, height)
                window.sketch.clear()
                rest()
                for name, view in chain(views(window), further_views(window) if arguments.all else ()):
                    if view is not window:
                        view.resize(*FIRST_SIZES[name] if arguments.readme else (width, height))
                        rest()
                    connections = window.network.view.connections
                    while not connections.are_current or connections.is_waving:
                        rest(100)
                    usual = f"{name}-{size}-{scheme}-{text}"
                    file = names.get(name, "" if names else usual)
                    if file:
                        view.grab().save(str(arguments.out / f"{file}.png"))
    if arguments.readme:
        film(window, arguments.out / "alive.gif")
    window.close()  # when the film is written


if __name__ == "__main__":
    main()
