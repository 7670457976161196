"""What arrives at the chosen unit, term by term, and the error signal that it makes of it."""

import numpy as np
from PySide6.QtWidgets import QWidget

from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.base.translate import figure, tr
from lenet_gui.base.widgets import column, wrapped_label
from lenet_gui.style.text_size import bold
from lenet_gui.training_step.words import short_name, small
from model.network.wiring import Unit
from model.network.words.unit_names import unit_title
from model.training.step.training_step import Arriving, TrainingStep

SHOWN_TERMS = 4


class UnitCard(QWidget):
    """A few lines: the unit's value, the largest terms of what arrives, the slope, the error signal."""

    def __init__(self) -> None:
        super().__init__()
        self.title = wrapped_label()
        self.title.setFont(bold(self.title.font()))
        self.lines = [WrappedLabel(self.tr("The unit's arithmetic"), quiet=False) for _ in range(SHOWN_TERMS + 4)]
        self.setLayout(column(self.title, *self.lines, None, margin=0, spacing=2))

    def show_unit(self, step: TrainingStep, unit: Unit) -> None:
        arriving = step.arriving(unit)
        self.title.setText(unit_title(unit, tr))
        terms = [self.tr("value {value}").format(value=figure(step.value_of(unit))), *self._terms(arriving)]
        slope = self.tr("× slope of squashing {slope}").format(slope=small(arriving.slope, sign=False))
        error = self.tr("= error signal {error}").format(error=small(arriving.error))
        texts = [*terms, slope, error]
        for line, text in zip(self.lines, texts + [""] * len(self.lines), strict=False):
            line.set_text(text)

    def _terms(self, arriving: Arriving) -> list[str]:
        """The largest terms, and what all come to."""
        order = np.argsort(-np.abs(arriving.terms), kind="stable")[:SHOWN_TERMS]
        lines = [
            self.tr("{reader}: {weight} × {signal} = {term}").format(
                reader=short_name(arriving.readers[at]),
                weight=small(float(arriving.weights[at])),
                signal=small(float(arriving.signals[at])),
                term=small(float(arriving.terms[at])),
            )
            for at in order
        ]
        rest = len(arriving.readers) - len(order)
        text = self.tr("and {count} more, in all {sum}") if rest else self.tr("arrives: {sum}")
        return [*lines, text.format(count=rest, sum=small(arriving.sum))]
