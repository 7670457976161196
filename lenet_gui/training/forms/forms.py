"""Everything that is set before a run: recipe, digits and start; and what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from lenet_gui.training.forms.recipe_form import RecipeForm
from lenet_gui.training.forms.setup_form import SetupForm
from model.training.log import OwnPart, TrainingLog
from model.training.setup import RunSetup, StartKind


class TrainingForms(QTabWidget):
    """Two pages; ``devices`` as :class:`SetupForm` takes them."""

    # the RunSetup whose digits and distortions are to be shown, a seed that says which of them, and the OwnPart, or
    # None, that says of whom
    preview_wanted = Signal(object, int, object)

    def __init__(self, devices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recipe = RecipeForm()
        self.setup_form = SetupForm(devices)
        self._preview_seed = 1
        self.addTab(self.recipe, self.tr("Recipe"))
        self.addTab(self.setup_form, self.tr("Digits and start"))
        self.tabBar().setAccessibleName(self.tr("Settings of the run"))
        self._digits = self.setup_form.data, self.setup_form.own
        self.recipe.distortions.preview_wanted.connect(self._on_preview)
        self.recipe.distortions.more.connect(self._on_more)
        self.recipe.changed.connect(lambda: self.setup_form.follow_recipe(self.recipe.config))
        self.setup_form.changed.connect(self._on_setup)
        self.setup_form.follow_recipe(self.recipe.config)

    @property
    def setup(self) -> RunSetup:
        return self.setup_form.setup(self.recipe.config)

    @property
    def own(self) -> OwnPart | None:
        """The person's own digits in it; None for none."""
        return self.setup_form.own

    def show_problem(self) -> str:
        """Turn to the page with what is missing before a run can start, and say what it is; empty if nothing is."""
        problem = self.setup_form.problem
        if problem:
            self.setCurrentWidget(self.setup_form)
        elif self.setup.too_few:
            self.setCurrentWidget(self.recipe)
            problem = self.tr("More digits are to be held out than there are: see Digits held out.")
        return problem

    def set_editable(self, editable: bool) -> None:
        """Let the forms be filled in, or only be looked at."""
        self.recipe.set_editable(editable)
        self.setup_form.setEnabled(editable)

    def show_log(self, log: TrainingLog) -> None:
        self.recipe.set_config(log.setup.config)
        self.setup_form.set_setup(log.setup, log.own)

    @Slot()
    def _on_setup(self) -> None:
        self.recipe.set_from_random(self.setup_form.start is StartKind.RANDOM)
        digits = self.setup_form.data, self.setup_form.own
        if digits != self._digits:
            self._digits = digits
            self.recipe.distortions.ask_for_preview()

    @Slot()
    def _on_preview(self) -> None:
        self.preview_wanted.emit(self.setup, self._preview_seed, self.own)

    @Slot()
    def _on_more(self) -> None:
        self._preview_seed += 1
        self._on_preview()
