"""``lenet explain``: what is printed adds up, and what cannot be is told."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from model.assets import shipped_weights
from model.cli.main import main
from model.digits.pictures import read_picture
from model.digits.preprocess import ink_of_picture
from model.network.parameters import Parameters
from model.network.rbf_codes import rbf_codes
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION, Squashing
from model.network.weights import load_weights, save_weights
from model.network.weights_info import WeightsInfo
from model.network.wiring import Unit
from tests.model.networks import lively_parameters
from tests.model.samples import drawn_four

NUMBER = r"-?\d+\.\d+"


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """A 4 as a picture of 32x32 pixels."""
    path = tmp_path / "four.png"
    Image.fromarray(np.round(255 * drawn_four()).astype(np.uint8)).save(path)
    return path


def answer_of(path: Path, parameters: Parameters | None = None) -> Recognition:
    ink = ink_of_picture(read_picture(path), normalise=False)
    return recognise(parameters or load_weights(shipped_weights())[0], ink, NO_REJECTION)


def explained(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    assert main(["explain", str(path), "--as-it-is", *options]) == 0
    return capsys.readouterr().out


def data_of(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(explained(capsys, path, "--json", *options))
    return data


def figures_in(text: str, line: str) -> list[float]:
    """The figures of the only line that matches a pattern, below the tables."""
    (found,) = re.findall(rf"^{line}.*$", text, re.MULTILINE)
    return [float(figure) for figure in re.findall(r"[+-]?\d+\.\d{6}", found)]


def results_of(text: str, line: str) -> list[float]:
    """The last figure of each line that matches a pattern."""
    return [float(found.split()[-1]) for found in re.findall(rf"^{line}.*$", text, re.MULTILINE)]


def tables_of(text: str, columns: int) -> list[list[float]]:
    """Each line's last so many figures, of the lines that are rows of tables."""
    row = re.compile(rf"^ +{NUMBER}( +{NUMBER}| +[×=#.]+)* *$")
    return [[float(figure) for figure in line.split()[-columns:]] for line in text.splitlines() if row.match(line)]


def assert_comes_to(text: str, weighted: float, value: float) -> None:
    """The last three lines lead from the weighted inputs to the value."""
    (printed,) = figures_in(text, "weighted inputs = ")
    bias, total = figures_in(text, r"\+ bias ")
    assert printed == pytest.approx(weighted, abs=1e-5)
    assert printed + bias == pytest.approx(total, abs=3e-6)
    assert figures_in(text, "value = ") == pytest.approx([total, value], abs=1e-5)


def test_a_convolution_is_printed_product_by_product(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "C3", "--map", "7", "--row", "2", "--col", "5")
    value = float(answer_of(four).layer("C3")[7, 2, 5])
    assert f"C3 map 7, row 2, column 5 = {value:+.6f}" in text
    assert "convolution of 4 S2 maps; sees rows 4 to 17, columns 10 to 23 of INPUT" in text
    sums = [
        figures_in(text, f"S2 map {index}, rows 2 to 6, columns 5 to 9: sum of input × weight = ")[0]
        for index in (1, 2, 3, 4)
    ]
    products = np.array(tables_of(text, 5)).reshape(4, 25)
    np.testing.assert_allclose(products.sum(axis=1), sums, atol=25 * 0.0005)
    assert_comes_to(text, sum(sums), value)
    (_, total) = figures_in(text, r"\+ bias ")
    assert 1.7159 * np.tanh(2 / 3 * total) == pytest.approx(value, abs=1e-5)
    assert f"value = 1.7159 tanh(2/3 × {total:+.6f}) = " in text


def test_the_first_layer_reads_the_input(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "c1", "--map", "5")
    assert "C1 map 5, row 0, column 0 = " in text
    assert "INPUT, rows 0 to 4, columns 0 to 4; input × kernel = products:" in text
    assert np.array(tables_of(text, 5)).shape == (5, 5)


def test_subsampling_is_printed(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "S4", "--map", "2", "--row", "4", "--col", "1", "--change", "S4.2=-0.5")
    assert "C3 map 2, rows 8 to 9, columns 2 to 3:" in text
    inputs = results_of(text, "C3 map 2, row [89], column [23]: ")
    total, coefficient, product = figures_in(text, "sum ")
    assert np.sum(tables_of(text, 2)) == pytest.approx(total, abs=4 * 0.0005)
    assert sum(inputs) == pytest.approx(total, abs=4e-6)
    assert len(inputs) == 4
    assert total * coefficient == pytest.approx(product, abs=1e-5)
    assert_comes_to(text, product, -0.5 * float(answer_of(four).layer("S4")[2, 4, 1]))
    assert " × factor -0.5 = " in text
    assert "(changed: S4.2=-0.5)" in text


@pytest.mark.parametrize(("layer", "inputs"), [("C5", 400), ("F6", 120)])
def test_the_strongest_ten_are_printed_and_the_rest_as_one(
    layer: str, inputs: int, four: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = explained(capsys, four, "--layer", layer, "--map", "20")
    contributions = results_of(text, r"(?:S4 map|C5 unit) .*: [+-].* × [+-].* = ")
    assert len(contributions) == 10
    sizes = list(map(abs, contributions))
    assert sizes == sorted(sizes, reverse=True)
    (rest,) = figures_in(text, f"{inputs - 10} others: ")
    assert_comes_to(text, sum(contributions) + rest, float(answer_of(four).layer(layer)[20, 0, 0]))


def test_a_penalty_is_printed_as_84_squares(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "OUTPUT", "--map", "9")
    squares = np.array(tables_of(text, 7))
    penalty = answer_of(four).penalties[9]
    assert squares.shape == (12, 7)
    assert squares.sum() == pytest.approx(penalty, abs=84 * 0.0005)
    assert figures_in(text, "sum of the 84 squared differences") == pytest.approx([penalty], abs=1e-5)
    codes = re.findall(r"  ([#.]{7})  ", text)
    assert [[1 if cell == "#" else -1 for cell in row] for row in codes] == rbf_codes()[9].reshape(12, 7).tolist()


def test_two_classes_are_compared(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "OUTPUT", "--map", "4", "--against", "9")
    penalties = answer_of(four).penalties
    assert "4 against 9: the codes differ in 30 of 84 cells" in text
    for digit in (4, 9):
        # Once alone, in what is printed of the unit, and once in the comparison.
        sums = results_of(text, f"sum of the 84 squared differences between F6 and the code of {digit} = ")
        assert sums == pytest.approx([penalties[digit]] * (2 if digit == 4 else 1), abs=1e-5)
    (difference,) = figures_in(text, "penalty of 9 - penalty of 4 = ")
    assert difference == pytest.approx(penalties[9] - penalties[4], abs=1e-5)
    table = [line.split()[-7:] for line in text.splitlines() if len(re.findall(r"  [#.]{7}(?=  )", line)) == 2]
    shown = np.array([[0 if cell == "." else float(cell) for cell in row] for row in table])
    assert shown.shape == (12, 7)
    assert shown.sum() == pytest.approx(penalties[9] - penalties[4], abs=30 * 0.0005)
    np.testing.assert_array_equal(shown != 0, (rbf_codes()[4] != rbf_codes()[9]).reshape(12, 7))
    largest = list(map(abs, results_of(text, "  row ")))
    assert len(largest) == 10
    assert largest == sorted(largest, reverse=True)
    assert largest[0] == pytest.approx(np.abs(shown).max(), abs=0.0005)


def test_the_input_is_ink_on_another_scale(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, four, "--layer", "INPUT", "--map", "0", "--row", "16", "--col", "16")
    ink = answer_of(four).ink[16, 16]
    assert f"value = 1.275 × ink - 0.1 = 1.275 × {ink:.6f} - 0.1 = {1.275 * ink - 0.1:+.6f}" in text


def test_weights_with_the_logistic_function(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parameters, path = lively_parameters(Squashing.LOGISTIC), four.with_name("logistic.safetensors")
    save_weights(parameters, WeightsInfo(Squashing.LOGISTIC), path)
    text = explained(capsys, four, "--layer", "S2", "--map", "3", "--row", "7", "--col", "7", "--weights", str(path))
    expected = answer_of(four, parameters).layer("S2")[3, 7, 7]
    (_, total) = figures_in(text, r"\+ bias ")
    assert f"value = 1 / (1 + e^-({total:+.6f})) = " in text
    assert figures_in(text, "value = ")[-1] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("unit", "keys"),
    [
        (Unit("INPUT", 0, 9, 9), {"ink"}),
        (Unit("C1", 3, 5, 6), {"patches", "bias", "total", "squashing", "factor", "result"}),
        (Unit("S2", 3, 5, 6), {"inputs", "input_sum", "coefficient", "result"}),
        (Unit("C5", 3), {"inputs", "weights", "products", "result"}),
        (Unit("OUTPUT", 3), {"f6", "code", "squares", "result"}),
    ],
)
def test_json_numbers_are_not_rounded(
    unit: Unit, keys: set[str], four: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--layer", unit.layer, "--map", str(unit.map), "--row", str(unit.row), "--col", str(unit.column)]
    data = data_of(capsys, four, *place)
    answer = answer_of(four)
    assert (data["layer"], data["map"], data["row"], data["col"]) == (unit.layer, unit.map, unit.row, unit.column)
    assert (data["digit"], data["verdict"]) == (answer.digit, "digit")
    assert keys <= data.keys()
    value = answer.penalties[3] if unit.layer == "OUTPUT" else answer.layer(unit.layer)[unit.map, unit.row, unit.column]
    assert data["value"] == float(value)
    if "result" in data:
        assert data["result"] == pytest.approx(data["value"], abs=1e-5)


def test_json_terms_add_up(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    convolution = data_of(capsys, four, "--layer", "C3", "--map", "0")
    products = [np.multiply(patch["inputs"], patch["kernel"]) for patch in convolution["patches"]]
    assert np.sum(products) + convolution["bias"] == pytest.approx(convolution["total"], abs=1e-9)
    full = data_of(capsys, four, "--layer", "F6", "--map", "0")
    assert np.sum(full["products"]) + full["bias"] == pytest.approx(full["total"], abs=1e-9)
    rivals = data_of(capsys, four, "--layer", "OUTPUT", "--map", "4", "--against", "9")
    for penalty in (rivals, rivals["against"]):
        squares = np.square(np.subtract(penalty["f6"], penalty["code"]))
        assert squares.sum() == pytest.approx(penalty["value"], rel=1e-6)
    assert rivals["against"]["map"] == 9


def test_a_blank_picture_can_be_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (32, 32), 255).save(path)
    text = explained(capsys, path, "--layer", "C1", "--map", "0")
    assert text.startswith(f"{path}: blank\n")
    assert {cell for line in text.splitlines() if " -0.100 " in line for cell in line.split()[:5]} == {"-0.100"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--layer", "C4", "--map", "0"], "there is no layer 'C4'; the layers are INPUT, C1"),
        (["--layer", "C3", "--map", "16"], "C3 has maps 0 to 15, not 16"),
        (["--layer", "C3", "--map", "0", "--row", "-1"], "C3 has rows 0 to 9, not -1"),
        (["--layer", "F6", "--map", "0", "--col", "1"], "F6 has only column 0, not 1"),
        (["--layer", "OUTPUT", "--map", "4", "--against", "10"], "OUTPUT has maps 0 to 9, not 10"),
        (["--layer", "OUTPUT", "--map", "4", "--against", "4"], "cannot be compared with itself"),
        (["--layer", "F6", "--map", "4", "--against", "5"], "compares classes of OUTPUT"),
    ],
)
def test_an_impossible_unit_gives_an_error(options: list[str], words: str, four: Path) -> None:
    with pytest.raises(SystemExit, match=words) as told:
        main(["explain", str(four), *options])
    assert str(told.value).startswith("lenet: ")


def test_a_bad_picture_gives_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gone.png"
    assert main(["explain", str(path), "--layer", "C1", "--map", "0"]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith(f"lenet: {path}: ")
    assert not printed.out
