"""The whole network in words, for those who cannot see the picture."""

from __future__ import annotations

import numpy as np

from lenet_gui.base.translate import tr, typeset
from lenet_gui.network.walk import short_value
from lenet_gui.story.terms import layer_does, size_of_layer
from model.network.recognition import Recognition, Verdict
from model.network.wiring import INPUT, NAMES, Unit, shape_of
from model.network.words.unit_names import place_name, unit_name


def summary_of(answer: Recognition) -> str:
    """A sentence a layer: what it does, its size, and where its largest value is; the answer last."""
    sentences = [_layer(name, answer) for name in NAMES[:-1]]
    factors = answer.changes.factors
    off = [place_name(place, tr) for place, factor in factors.items() if factor == 0]
    scaled = [typeset(f"{place_name(place, tr)} × {factor:g}") for place, factor in factors.items() if factor != 0]
    for text, places in ((tr("Switched off: {places}."), off), (tr("Scaled: {places}."), scaled)):
        if places:
            sentences.append(text.format(places=", ".join(places)))
    if answer.verdict is not Verdict.BLANK:
        nearest = tr("OUTPUT: {digit} has the smallest penalty, {penalty}.")
        sentences.append(nearest.format(digit=answer.digit, penalty=f"{answer.penalty:.1f}"))
    return " ".join(sentences)


def _layer(name: str, answer: Recognition) -> str:
    if name == INPUT:
        inked = tr("INPUT: {size}, {percent} % of them inked.")
        percent = round(100 * float((answer.ink > 0.5).mean()))
        return inked.format(size=size_of_layer(name), percent=percent)
    values = answer.layer(name)
    index, row, column = (int(place) for place in np.unravel_index(int(np.abs(values).argmax()), values.shape))
    unit = Unit(name, index, row, column) if shape_of(name)[1] > 1 else Unit(name, index)
    template = tr("{layer} {does}: {size}; strongest is {unit} with {value}.")
    return template.format(
        layer=name,
        does=layer_does(name),
        size=size_of_layer(name),
        unit=unit_name(unit, tr),
        value=short_value(unit, answer),
    )
