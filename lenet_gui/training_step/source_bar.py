"""Which digit, as what, with which loss and rule: what a training step is made of."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.form_fields import Choice, Combo
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import button, column, row, widget_of, wrapped_label
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.flow import Flow
from lenet_gui.training.forms.fields import DecadesSpinBox
from lenet_gui.training_step.words import label_name, small
from model.network.architecture import FIELD_SIZE, NOT_A_DIGIT
from model.network.records import FloatArray
from model.settings import settings_of
from model.training.engine.criterion import Loss
from model.training.recipes import TrainingConfig
from model.training.step.next_step import NextStep

AS_READ = -1
"""The label that the network itself gives the drawing."""


class Rule(StrEnum):
    """How a step from the weights in use follows the gradient."""

    SDLM = "sdlm"
    DESCENT = "descent"
    ADAMW = "adamw"


_ALMOST_NONE = 0.01
"""With less than this part of the recipe's rate a step shows next to nothing."""
FIRST_RATES = {Rule.SDLM: 5e-4, Rule.DESCENT: 1e-4, Rule.ADAMW: 1e-3}


def _title(setting: str, member: StrEnum) -> str:
    """What the recipe's form calls it."""
    return tr(settings_of(TrainingConfig)[setting].choices[member])


class InkPicture(QWidget):
    """A digit as the network reads it."""

    def __init__(self) -> None:
        super().__init__()
        self._ink: FloatArray | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The digit"))

    def show_ink(self, ink: FloatArray) -> None:
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        side = FIELD_SIZE * max(2, self.fontMetrics().height() // 7)
        return QSize(side + 2, side + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            inner = self.rect().adjusted(1, 1, -1, -1)
            if self._ink is not None:
                painter.drawImage(inner, theme.picture(theme.ink_pixels(self._ink, palette)))
            painter.setPen(theme.line(palette))
            painter.drawRect(inner)


class Rate(DecadesSpinBox):
    """Wide enough for usual rates, which are longer than its limits."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("0.000125") + hint.height() * 3 // 2, hint.height())


class SourceBar(Dressed):
    """The digit and everything that is chosen for the step."""

    changed = Signal()  # something was chosen
    other_digit_wanted = Signal(int)  # +1 for the next digit of a run, -1 for the one before
    source_chosen = Signal(bool)  # whether the step is to be the run's next one

    def __init__(self) -> None:
        super().__init__()
        self.picture = InkPicture()
        self.before = button("◂", lambda: self.other_digit_wanted.emit(-1), self.tr("The digit before"))
        self.after = button("▸", lambda: self.other_digit_wanted.emit(1), self.tr("The next digit"))
        self.label = Combo()
        self.source = Combo()
        self.loss = Choice(Loss, {loss: _title("loss", loss) for loss in Loss})
        self.rule = Choice(
            Rule,
            {
                Rule.SDLM: self.tr("SDLM, as in the paper"),
                Rule.DESCENT: self.tr("Plain descent"),
                Rule.ADAMW: self.tr("AdamW, first update"),
            },
        )
        self.rate = Rate((1e-8, 10.0))
        self.rate.set_exact(FIRST_RATES[Rule.SDLM])
        self.of_run = wrapped_label()
        self._lay_out()
        self.label.activated.connect(self.changed)
        self.source.activated.connect(lambda index: self.source_chosen.emit(index > 0))
        self.loss.edited.connect(self.changed)
        self.rule.edited.connect(self._on_rule)
        self.rate.edited.connect(self.changed)
        self.show_sources("")
        self.show_run(None)

    def _lay_out(self) -> None:
        def named(name: str, field: QWidget) -> QWidget:
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            return widget_of(column(label, field, margin=0, spacing=2))

        self._arrows = widget_of(column(self.before, self.after, margin=0, spacing=2))
        for arrow in (self.before, self.after):
            arrow.setAccessibleName(arrow.toolTip())
        self._dress()
        fields = (
            (self.tr("&Taken as"), self.label),
            (self.tr("&Weights and digit"), self.source),
            (self.tr("&Loss"), self.loss),
            (self.tr("&Rule"), self.rule),
            (self.tr("Rat&e"), self.rate),
        )
        boxes = [named(*each) for each in fields]
        self._own_rule = boxes[2:]
        chosen = Flow([*boxes, self.of_run], gap=12)
        parts = row(self.picture, self._arrows, chosen, grows=chosen, margin=0, spacing=12)
        for part in (self.picture, self._arrows):
            parts.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(parts)

    def _dress(self) -> None:
        for arrow in (self.before, self.after):
            arrow.setFixedWidth(2 * self.fontMetrics().height())

    # What is chosen

    @property
    def chosen_label(self) -> int:
        """A digit, 10 for no digit, or ``AS_READ``."""
        label = self.label.currentData()
        return AS_READ if label is None else int(label)

    def show_labels(self, read_as: int | None) -> None:
        """Offer the labels; ``read_as`` is what the network says, None where the digit has a label of its own."""
        before = self.label.currentData()
        self.label.clear()
        if read_as is not None:
            self.label.addItem(self.tr("{digit}, as it is read").format(digit=read_as), AS_READ)
        for label in range(NOT_A_DIGIT + Loss(self.loss.exact).has_rubbish):
            self.label.addItem(label_name(label), label)
        # What was chosen stays, also over a blank canvas; a label that is no longer offered becomes the first.
        self.label.setCurrentIndex(max(0, self.label.findData(AS_READ if before is None else before)))

    def forget_label(self) -> None:
        """Take the next drawing as it is read."""
        self.label.clear()

    def choose_label(self, label: int) -> None:
        self.label.setCurrentIndex(max(0, self.label.findData(label)))

    def show_sources(self, run: str) -> None:
        """Offer the weights in use and, where there is one, a run by its name."""
        chosen = self.source.currentIndex()
        self.source.clear()
        self.source.addItems([self.tr("In use, your drawing"), *([run] if run else [])])
        self.source.setCurrentIndex(chosen if 0 <= chosen < self.source.count() else 0)

    def show_run(self, run: NextStep | None) -> None:
        """Show that the step is a run's, which has digits, a loss and a rule of its own; None for the drawing's."""
        self.source.setCurrentIndex(0 if run is None else self.source.count() - 1)
        for box in self._own_rule:
            box.setVisible(run is None)
        for part in (self._arrows, self.of_run):
            part.setVisible(run is not None)
        if run is not None:
            self.of_run.setText(self._in_words(run))

    def _in_words(self, run: NextStep) -> str:
        config, passes = run.log.setup.config, len(run.log.passes)
        words = self.tr("After pass {number}. {loss}. {optimizer}, rate {rate}.")
        words = words.format(
            number=passes,
            loss=_title("loss", config.loss),
            optimizer=_title("optimizer", config.optimizer),
            rate=small(run.rule.rate, sign=False),
        )
        parts = [words]
        if config.batch_size > 1:
            alone = self.tr("Here on one digit; the run's own updates take the mean gradient of {count}.")
            parts.append(alone.format(count=f"{config.batch_size:,}"))
        if passes >= config.passes and run.rule.rate < _ALMOST_NONE * config.rate:
            parts.append(self.tr("By the end of a run its rate is almost 0: this step changes next to nothing."))
        return " ".join(parts)

    @Slot()
    def _on_rule(self) -> None:
        self.rate.set_exact(FIRST_RATES[Rule(self.rule.exact)])
        self.changed.emit()
