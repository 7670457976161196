"""Units and their arithmetic in words, the same wherever they are told."""

from PySide6.QtCore import QCoreApplication

from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    SubsamplingExplanation,
    SumExplanation,
)
from model.network.rbf_codes import CODE_COLUMNS
from model.network.records import Squashing
from model.network.wiring import INPUT, Unit, shape_of

translate = QCoreApplication.translate

SUM_DECIMALS = 6
"""In the text to copy: enough to see that the terms come to the value within 1e-5."""


def figure(value: float, decimals: int = 4) -> str:
    """With its sign always, so that columns of figures line up."""
    return f"{value:+.{decimals}f}"


def place_of(unit: Unit) -> str:
    """ "C3 map 7, row 2, column 5", "C5 unit 17", "INPUT row 3, column 4", "penalty of 4"."""
    if unit.layer == "OUTPUT":
        return translate("Why", "penalty of {digit}").format(digit=unit.map)
    if unit.layer == INPUT:
        return translate("Why", "INPUT row {row}, column {column}").format(row=unit.row, column=unit.column)
    if shape_of(unit.layer)[1] == 1:
        return translate("Why", "{layer} unit {index}").format(layer=unit.layer, index=unit.map)
    template = translate("Why", "{layer} map {map}, row {row}, column {column}")
    return template.format(layer=unit.layer, map=unit.map, row=unit.row, column=unit.column)


def short_place_of(unit: Unit) -> str:
    """ "S4·3 (1, 2)", "C5·17": for where there is little room."""
    place = f"{unit.layer}·{unit.map}"
    return place if shape_of(unit.layer)[1] == 1 else f"{place} ({unit.row}, {unit.column})"


def cell_of(row: int, column: int) -> str:
    """A cell of F6's picture."""
    return translate("Why", "row {row}, column {column}").format(row=row, column=column)


def product_of(value: float, weight: float, product: float, decimals: int = 4) -> str:
    """ "+0.5123 × -0.7301 = -0.3740"."""
    return f"{figure(value, decimals)} × {figure(weight, decimals)} = {figure(product, decimals)}"


def heading(explanation: Explanation) -> str:
    """Which unit, and its value."""
    place = place_of(explanation.unit)
    if isinstance(explanation, PenaltyExplanation):
        return f"{place[0].upper()}{place[1:]} = {explanation.value:.4f}"
    return f"{place} = {figure(explanation.value)}"


def about(explanation: Explanation) -> str:
    """What the value is, and which part of the drawing it sees."""
    if isinstance(explanation, PenaltyExplanation):
        return translate("Why", "squared distance between F6 and the code of {digit}; the smallest wins").format(
            digit=explanation.unit.map
        )
    field = explanation.field
    what = _kind_of(explanation)
    if not isinstance(explanation, SumExplanation) or explanation.unit.layer == "F6":
        return what
    if field.height == shape_of(INPUT)[1]:
        return translate("Why", "{what}; sees the whole drawing").format(what=what)
    return translate("Why", "{what}; sees rows {top}–{bottom}, columns {left}–{right} of the drawing").format(
        what=what,
        top=field.top,
        bottom=field.top + field.height - 1,
        left=field.left,
        right=field.left + field.width - 1,
    )


def _kind_of(explanation: Explanation) -> str:
    if isinstance(explanation, ConvolutionExplanation):
        source = explanation.patches[0].block.layer
        if source == INPUT:
            return translate("Why", "convolution of INPUT")
        return translate("Why", "convolution of {count} {layer} maps").format(
            count=len(explanation.patches), layer=source
        )
    if isinstance(explanation, SubsamplingExplanation):
        return translate("Why", "subsampling of {layer} map {map}").format(
            layer=explanation.block.layer, map=explanation.block.map
        )
    if isinstance(explanation, FullExplanation):
        count, source = explanation.inputs.size, explanation.source_layer
        what = translate("Why", "weighted sum of all {count} {layer} units").format(count=count, layer=source)
        if explanation.unit.layer == "F6":
            row, column = divmod(explanation.unit.map, CODE_COLUMNS)
            what = translate("Why", "{what}; {cell} of its picture").format(what=what, cell=cell_of(row, column))
        return what
    return translate("Why", "one pixel of the drawing, as the network gets it")


def formula_of(squashing: Squashing, total: str) -> str:
    """The squashing function of a weighted sum."""
    return f"1.7159 tanh(2/3 × {total})" if squashing is Squashing.TANH else f"1 / (1 + e^-({total}))"


def squashing_lines(explanation: SumExplanation, decimals: int = SUM_DECIMALS) -> list[str]:
    """From the weighted inputs to the value, one step a line."""
    total, result = figure(explanation.total, decimals), figure(explanation.result, decimals)
    formula = formula_of(explanation.squashing, total)
    if explanation.factor != 1:
        formula = translate("Why", "{formula} × factor {factor}").format(
            formula=formula, factor=f"{explanation.factor:g}"
        )
    return [
        translate("Why", "weighted inputs = {sum}").format(sum=figure(explanation.weighted, decimals)),
        translate("Why", "+ bias {bias} = weighted sum {total}").format(
            bias=figure(explanation.bias, decimals), total=total
        ),
        translate("Why", "value = {formula} = {result}").format(formula=formula, result=result),
    ]
