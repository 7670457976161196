"""Units in words: each kind of unit, several maps at once, and that every text goes through the translation."""

from collections.abc import Callable

import pytest

from model.network.explain import explain, explain_penalty
from model.network.recognise import recognise
from model.network.records import NO_REJECTION
from model.network.wiring import NAMES, Block, Unit
from model.network.words.arithmetic import about, arithmetic_lines, comparison_lines, heading
from model.network.words.figures import figure
from model.network.words.translation import untranslated
from model.network.words.unit_names import block_name, map_names, place_name, short_unit_name, unit_name
from tests.model.networks import lively_parameters
from tests.model.samples import drawn_four


@pytest.mark.parametrize(
    ("unit", "name", "short"),
    [
        (Unit("INPUT", 0, 3, 4), "INPUT row 3, column 4", "INPUT·0 (3, 4)"),
        (Unit("C3", 7, 2, 5), "C3 map 7, row 2, column 5", "C3·7 (2, 5)"),
        (Unit("C5", 17), "C5 unit 17", "C5·17"),
        (Unit("OUTPUT", 4), "penalty of 4", "OUTPUT·4"),
    ],
)
def test_units_have_names(unit: Unit, name: str, short: str) -> None:
    assert unit_name(unit, untranslated) == place_name(unit, untranslated) == name
    assert short_unit_name(unit) == short


@pytest.mark.parametrize(
    ("layer", "indices", "names"),
    [
        ("S2", [3], "S2 map 3"),
        ("S2", [0, 1, 2], "S2 maps 0, 1, 2"),
        ("S4", list(range(16)), "all 16 S4 maps"),
        ("F6", [3], "F6 unit 3"),
        ("F6", [3, 4], "F6 units 3, 4"),
        ("C5", list(range(120)), "all 120 C5 units"),
        ("INPUT", [0], "INPUT"),
    ],
)
def test_maps_have_names(layer: str, indices: list[int], names: str) -> None:
    assert map_names(layer, indices, untranslated) == names
    if len(indices) == 1:
        assert place_name((layer, indices[0]), untranslated) == names


def test_a_block_has_a_name() -> None:
    assert block_name(Block("S2", 1, 2, 5, 5, 5), untranslated) == "S2 map 1, rows 2 to 6, columns 5 to 9"


def test_figures_have_a_sign_but_nothing_is_minus_zero() -> None:
    assert [figure(value, 1) for value in (0.25, -0.25, -0.01)] == ["+0.2", "-0.2", "+0.0"]


@pytest.mark.parametrize("layer", NAMES)
@pytest.mark.parametrize("say", [heading, about, arithmetic_lines], ids=lambda say: say.__name__)
def test_every_sentence_is_translated(layer: str, say: Callable[..., object]) -> None:
    asked: list[str] = []

    def translate(text: str) -> str:
        asked.append(text)
        return text

    answer = recognise(lively_parameters(), drawn_four(), NO_REJECTION)
    explanation = explain(answer, Unit(layer, 0))
    assert say(explanation, translate) == say(explanation, untranslated)
    assert asked


def test_a_comparison_says_which_penalty_is_taken_from_which() -> None:
    answer = recognise(lively_parameters(), drawn_four(), NO_REJECTION)
    *_, line = comparison_lines(explain_penalty(answer, 4), explain_penalty(answer, 9), untranslated)
    assert line.startswith("penalty of 9 - penalty of 4 = ")
    assert float(line.split()[-1]) == pytest.approx(answer.penalties[9] - answer.penalties[4], abs=1e-5)
