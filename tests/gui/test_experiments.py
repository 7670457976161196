"""``docs/experiments.md``: what it promises happens, and what it names is in the program."""

import ast
import re
from collections.abc import Sequence

import pytest

from lenet_gui.answer.words import sentence_of
from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import actions_of
from model.assets import shipped_weights
from model.digits.datasets import mnist_test
from model.digits.drawing import USUAL_WIDTH, Drawing, Point, Stroke
from model.digits.evaluation import evaluate
from model.network.changes import Changes
from model.network.weights import load_weights
from model.training.cards import CARDS, MINUTE_TEST_ERRORS
from model.training.presets import ONE_MINUTE
from tests.gui.conftest import AnswerOf, action_of
from tests.model.hand import dense
from tests.test_wall import ROOT

TEXT = (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")


def lines(*drawn: Sequence[Point]) -> Drawing:
    return Drawing(tuple(Stroke(dense(line), USUAL_WIDTH) for line in drawn))


SEVEN = ((0.3, 0.2), (0.7, 0.2), (0.42, 0.85))
OPEN_FOUR = ((0.3, 0.2), (0.3, 0.55), (0.7, 0.5)), ((0.65, 0.2), (0.65, 0.85))
LID = ((0.3, 0.2), (0.48, 0.12), (0.65, 0.2))
A = ((0.25, 0.85), (0.5, 0.15), (0.75, 0.85)), ((0.35, 0.6), (0.65, 0.6))


def test_a_small_seven_is_read_only_as_long_as_it_is_scaled(live_window: MainWindow, answer_of: AnswerOf) -> None:
    small = tuple((0.05 + 0.2 * x, 0.05 + 0.2 * y) for x, y in SEVEN)
    assert sentence_of(answer_of(lambda: live_window.sketch.put(lines(small)))) == "Surely a 7"
    unscaled = answer_of(action_of(live_window, "Centre and scale drawings").trigger)
    assert sentence_of(unscaled).startswith("Not a digit")


def test_a_four_that_is_closed_is_a_nine(live_window: MainWindow, answer_of: AnswerOf) -> None:
    def read(drawing: Drawing) -> tuple[int, list[float]]:
        answer = answer_of(lambda: live_window.sketch.put(drawing))
        return answer.digit, [round(float(answer.penalties[digit])) for digit in (4, 9)]

    before, after = read(lines(*OPEN_FOUR)), read(lines(*OPEN_FOUR, LID))
    assert (before[0], after[0]) == (4, 9)
    told = re.search(r"they went from (\d+) and (\d+) to (\d+) and (\d+)", TEXT)
    assert told is not None
    assert before[1] + after[1] == pytest.approx([float(figure) for figure in told.groups()], abs=1)


def test_an_a_is_a_four_for_who_knows_only_digits(live_window: MainWindow, answer_of: AnswerOf) -> None:
    said = {"Default weights": sentence_of(answer_of(lambda: live_window.sketch.put(lines(*A))))}
    for weights in ("MNIST-only weights", "Paper 1998 weights"):
        said[weights] = sentence_of(answer_of(action_of(live_window, weights).trigger))
    assert said["Default weights"] == "Not a digit (nearest: 4)"
    assert said["MNIST-only weights"] == said["Paper 1998 weights"] == "Probably a 4"


@pytest.mark.parametrize(("place", "percent"), [("C1.0", 13), ("C1.3", 60), ("C3.0", 0.46), ("C3.12", 4.3)])
def test_maps_are_missed_as_much_as_it_says(place: str, percent: float) -> None:
    layer, _, which = place.partition(".")
    network = load_weights(shipped_weights())[0]
    counted = evaluate(network, mnist_test(), Changes({(layer, int(which)): 0.0}))
    assert 100 * counted.mistakes.size / counted.count == pytest.approx(percent, rel=0.05)
    assert f"{percent}" in TEXT


def test_a_short_run_is_the_one_it_tells_of() -> None:
    words = " ".join(TEXT.split())
    assert f"instead of {ONE_MINUTE.rate:g}, and lay" in words
    assert f"with {ONE_MINUTE.rate:g} {min(MINUTE_TEST_ERRORS)} to {max(MINUTE_TEST_ERRORS)} %" in words


def texts_of_the_program() -> set[str]:
    """Every text that the program can show, without its access keys and dots."""
    found = {card.title for card in CARDS}
    for module in (ROOT / "lenet_gui").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.replace("&", "").removesuffix(" ..."))
    return found


def test_what_it_names_is_in_the_program(live_window: MainWindow) -> None:
    named = {" ".join(name.split()) for name in re.findall(r"(?<!\*)\*([^*]+?)\*", TEXT)} - {"Question:"}
    assert len(named) > 15
    assert not named - texts_of_the_program() - {"Without each map of C1"}


def test_its_keys_open_what_it_says(live_window: MainWindow) -> None:
    keys = {shortcut.toString(): action for action in actions_of(live_window) for shortcut in action.shortcuts()}
    named = re.findall(r"(?:\*([^*]+)\*|\b(\w+)) \(((?:Ctrl\+)?[A-Z])\)", TEXT)
    assert len(named) > 6
    for italic, word, key in named:
        said = (italic or word).casefold()
        assert said in keys[key].text().replace("&", "").casefold(), (said, key)
