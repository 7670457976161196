"""How a unit's value comes about, line by line."""

import numpy as np

from model.network.architecture import BACKGROUND, INK_RANGE, TANH_AMPLITUDE
from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
)
from model.network.rbf_codes import CODE_COLUMNS
from model.network.records import Squashing
from model.network.wiring import INPUT, shape_of
from model.network.words.figures import figure
from model.network.words.translation import Translate
from model.network.words.unit_names import block_name, cell_name, extent_name, map_name, unit_name, unit_title

SUM_DECIMALS = 6
"""Enough to see that the terms come to the value within 1e-5."""
CONTRIBUTIONS = 10
"""The number of inputs of C5 and F6 with a line of their own."""


def product_line(value: float, weight: float, product: float, decimals: int = 4) -> str:
    """ "+0.5123 × -0.7301 = -0.3740"."""
    return f"{figure(value, decimals)} × {figure(weight, decimals)} = {figure(product, decimals)}"


def heading(explanation: Explanation, tr: Translate, decimals: int = 4) -> str:
    """ "C3 map 7, row 2, column 5 = +0.8479", or "Penalty of 4 = 190.7656"."""
    if isinstance(explanation, PenaltyExplanation):
        return f"{unit_title(explanation.unit, tr)} = {explanation.value:.{decimals}f}"
    return f"{unit_name(explanation.unit, tr)} = {figure(explanation.value, decimals)}"


def about(explanation: Explanation, tr: Translate) -> str:
    """What the value is, and which part of INPUT it sees."""
    what, field = _kind_of(explanation, tr), explanation.field
    if not isinstance(explanation, SumExplanation) or explanation.unit.layer == "F6":
        return what
    if field.height == shape_of(INPUT)[1]:
        return tr("{what}; sees the whole drawing").format(what=what)
    return tr("{what}; sees {extent} of INPUT").format(what=what, extent=extent_name(field, tr))


def _kind_of(explanation: Explanation, tr: Translate) -> str:
    match explanation:
        case ConvolutionExplanation(patches=patches):
            source = patches[0].block.layer
            if source == INPUT:
                return tr("convolution of INPUT")
            return tr("convolution of {count} {layer} maps").format(count=len(patches), layer=source)
        case SubsamplingExplanation(block=block):
            return tr("subsampling of {map}").format(map=map_name(block.layer, block.map, tr))
        case FullExplanation(unit=unit, source_layer=source):
            what = tr("weighted sum of all {count} {layer} units")
            what = what.format(count=explanation.inputs.size, layer=source)
            if unit.layer == "F6":
                cell = cell_name(*divmod(unit.map, CODE_COLUMNS), tr)
                what = tr("{what}; {cell} of its picture").format(what=what, cell=cell)
            return what
        case PenaltyExplanation(unit=unit):
            what = tr("squared distance between F6 and the code of {digit}; the smallest wins")
            return what.format(digit=unit.map)
    return tr("one pixel of the drawing, as the network gets it")


def arithmetic_lines(explanation: Explanation, tr: Translate) -> list[str]:
    """All terms of a value and what they come to, with :data:`SUM_DECIMALS` decimals."""
    lines = _terms(explanation, tr)
    return lines + squashing_lines(explanation, tr) if isinstance(explanation, SumExplanation) else lines


def _terms(explanation: Explanation, tr: Translate) -> list[str]:
    match explanation:
        case PixelExplanation(ink=ink):
            line = tr("value = {range} × ink - {paper} = {range} × {ink} - {paper} = {value}")
            figures = {"range": f"{INK_RANGE:g}", "paper": f"{-BACKGROUND:g}", "ink": f"{ink:.{SUM_DECIMALS}f}"}
            return [line.format(**figures, value=figure(explanation.value, SUM_DECIMALS))]
        case ConvolutionExplanation(patches=patches):
            line = tr("{block}: sum of input × weight = {sum}")
            return [
                line.format(block=block_name(patch.block, tr), sum=figure(patch.sum, SUM_DECIMALS)) for patch in patches
            ]
        case SubsamplingExplanation():
            return _subsampling_terms(explanation, tr)
        case FullExplanation():
            strongest, rest = explanation.strongest(CONTRIBUTIONS)
            lines = [
                f"{unit_name(one.source, tr)}: {product_line(one.input, one.weight, one.product, SUM_DECIMALS)}"
                for one in strongest
            ]
            others = others_name(explanation.products.size - len(strongest), tr)
            return [*lines, f"{others}: {figure(rest, SUM_DECIMALS)}"]
        case PenaltyExplanation(unit=unit, result=result):
            line = tr("sum of the 84 squared differences between F6 and the code of {digit} = {sum}")
            return [line.format(digit=unit.map, sum=f"{result:.{SUM_DECIMALS}f}")]
    raise TypeError(f"no arithmetic for {type(explanation).__name__}")


def _subsampling_terms(explanation: SubsamplingExplanation, tr: Translate) -> list[str]:
    lines = [
        f"{unit_name(explanation.block.unit_at(row, column), tr)}: {figure(float(value), SUM_DECIMALS)}"
        for (row, column), value in np.ndenumerate(explanation.inputs)
    ]
    line = tr("sum {sum} × coefficient {coefficient} = {product}").format(
        sum=figure(explanation.input_sum, SUM_DECIMALS),
        coefficient=figure(explanation.coefficient, SUM_DECIMALS),
        product=figure(explanation.weighted, SUM_DECIMALS),
    )
    return [*lines, line]


def others_name(count: int, tr: Translate) -> str:
    """The contributions that have no line of their own."""
    return tr("{count} others").format(count=count)


def squashing_lines(explanation: SumExplanation, tr: Translate) -> list[str]:
    """From the weighted inputs to the value, one step a line."""
    weighted, bias, total, result = (
        figure(value, SUM_DECIMALS)
        for value in (explanation.weighted, explanation.bias, explanation.total, explanation.result)
    )
    tanh = explanation.squashing is Squashing.TANH
    formula = f"{TANH_AMPLITUDE:g} tanh(2/3 × {total})" if tanh else f"1 / (1 + e^-({total}))"
    if explanation.factor != 1:
        formula = tr("{formula} × factor {factor}").format(formula=formula, factor=f"{explanation.factor:zg}")
    return [
        tr("weighted inputs = {sum}").format(sum=weighted),
        tr("+ bias {bias} = weighted sum {total}").format(bias=bias, total=total),
        tr("value = {formula} = {result}").format(formula=formula, result=result),
    ]


def comparison_lines(first: PenaltyExplanation, second: PenaltyExplanation, tr: Translate) -> list[str]:
    """Both penalties, and the difference as the sum of what the cells add to it."""
    line = tr("penalty of {second} - penalty of {first} = sum of the cells' differences = {sum}")
    total = figure(float((second.squares - first.squares).sum()), SUM_DECIMALS)
    return [
        *arithmetic_lines(first, tr),
        *arithmetic_lines(second, tr),
        line.format(first=first.unit.map, second=second.unit.map, sum=total),
    ]
