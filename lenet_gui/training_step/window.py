"""The window in which one training step is taken apart. Layout, and what is chosen in it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import column, put_beside, row, widget_of, wrapped_label
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.lit import make_switch
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import SpokenWindow
from lenet_gui.style.text_size import bold, letters
from lenet_gui.training_step.before_after import BeforeAfter
from lenet_gui.training_step.error_pictures import ErrorPictures, Show
from lenet_gui.training_step.source_bar import SourceBar
from lenet_gui.training_step.story import Story
from lenet_gui.training_step.unit_card import UnitCard
from lenet_gui.training_step.weights_view import WeightsView
from lenet_gui.training_step.words import label_name, small, weight_name
from model.network.wiring import Unit
from model.training.engine.criterion import Loss
from model.training.step.training_step import TrainingStep
from model.training.step.weight import Weight

FIRST_SIZE = (1120, 760)
_WIDE = 104
"""From this width in letters on, the unit, its weights and the penalties stand side by side."""


class TrainingStepWindow(SpokenWindow, Dressed):
    """From the error to the changed weights: pictures above, one unit and one weight below."""

    def __init__(self, scale: ActivationScale, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.step: TrainingStep | None = None
        self.unit = Unit("C3", 0, 4, 4)
        self.weight: Weight | None = None
        self.source = SourceBar()
        self.pictures = ErrorPictures(scale)
        self.unit_card = UnitCard()
        self.weights = WeightsView(scale)
        self.penalties = BeforeAfter()
        self.story = Story(scale)
        self.says = wrapped_label()
        self.setWindowTitle(self.tr("One training step"))
        self.resize(*FIRST_SIZE)
        self._lay_out()
        self.pictures.chosen.connect(self.choose_unit)
        self.weights.chosen.connect(self.choose_weight)
        settings.place(self, "training_step_geometry")

    def _lay_out(self) -> None:
        self.kinds = QButtonGroup(self)
        switches = []
        for show, text in ((Show.ERRORS, self.tr("&Error signals")), (Show.VALUES, self.tr("&Values"))):
            switch = QPushButton(text)
            make_switch(switch)
            switch.clicked.connect(lambda _checked, show=show: self.pictures.show_what(show))
            self.kinds.addButton(switch)
            switches.append(switch)
        switches[0].setChecked(True)
        kinds = row(self.says, row(*switches, margin=0, spacing=MARGIN // 3), grows=self.says, margin=0, spacing=20)
        self._middle = row(self.unit_card, self.weights, self.penalties, margin=0, spacing=20)
        for at, share in enumerate((5, 7, 5)):
            self._middle.setStretch(at, share)
        self.story_title = wrapped_label()
        layout = column(
            self.source,
            self._rule(),
            kinds,
            self.pictures,
            self._rule(),
            self._middle,
            self._rule(),
            self.story_title,
            self.story,
            margin=MARGIN,
            spacing=6,
        )
        for part, share in ((self.pictures, 10), (self._middle, 7), (self.story, 6)):
            layout.setStretchFactor(part, share)
        scrolled = Scrolled(widget_of(layout))
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(scrolled, margin=0))
        self._dress()

    @staticmethod
    def _rule() -> QFrame:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        return line

    def show_step(self, step: TrainingStep, changes_left_out: bool = False) -> None:
        """Show another step; a unit and a weight that were chosen stay chosen.

        Args:
            step: the step.
            changes_left_out: whether the network has changes, "what if", that the step is made without.
        """
        self.step = step
        self.source.picture.show_ink(step.ink)
        self.pictures.show_step(step)
        self.penalties.show_step(step)
        text = self.tr(
            "Wanted answer: {label}. The loss is {loss}; its slopes flow back from right to left as error signals."
        ).format(label=label_name(step.label), loss=self._loss_of(step))
        if step.rule.is_known:
            change = step.after.loss - step.before.loss
            text += " " + self.tr("The step changes it by {change}.").format(change=small(change))
            if change > 0 and step.rule.remembers:
                text += " " + self.tr("It grows because the step also follows the gradients of the digits before.")
            elif change > 0:
                text += " " + self.tr("It grows because the step is too long for this digit.")
        if changes_left_out:
            text += " " + self.tr("It is made without the changes of “What if?”.")
        self.says.setText(text)
        self._show_unit()

    def _loss_of(self, step: TrainingStep) -> str:
        """The loss, and the figures that it takes to work it out from the penalties."""
        loss, criterion = small(step.before.loss, 4, False), step.criterion
        match criterion.loss:
            case Loss.MEAN_SQUARED_ERROR:
                return loss
            case Loss.MAXIMUM_A_POSTERIORI:
                text = self.tr("{loss} (eq. 9 with j = {j}, of the penalties divided by {scale})")
                return text.format(loss=loss, j=f"{criterion.rubbish_j:g}", scale=f"{criterion.penalty_scale:g}")

    def tell_blank(self) -> None:
        """There is nothing to make a step on."""
        self.says.setText(self.tr("Draw a digit on the canvas: the step is made on it, with the weights in use."))

    @Slot(object)
    def choose_unit(self, unit: Unit) -> None:
        """Look at a unit of C1 to F6, and at the weight of its map that has the largest gradient."""
        if (unit.layer, unit.map) != (self.unit.layer, self.unit.map):
            self.weight = None
        self.unit = unit
        self._show_unit()

    @Slot(object)
    def choose_weight(self, weight: Weight) -> None:
        self.weight = weight
        self._show_weight()

    def _show_unit(self) -> None:
        if self.step is None:
            return
        self.pictures.mark(self.unit)
        self.unit_card.show_unit(self.step, self.unit)
        self.weights.show_map(self.step, self.unit)
        if self.weight is None:
            self.weight = self.weights.steepest()
        self._show_weight()

    def _show_weight(self) -> None:
        if self.step is not None and self.weight is not None:
            self.weights.mark(self.weight)
            self.story.show_weight(self.step, self.weight)
            self.story_title.setText(weight_name(self.weight))

    def _dress(self) -> None:
        for title in (self.story_title, self.unit_card.title):
            title.setFont(bold(self.font()))
        self._turn_middle()

    def _turn_middle(self) -> None:
        put_beside(self._middle, self.width() >= letters(_WIDE, self.fontMetrics()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn_middle()
        super().resizeEvent(event)
