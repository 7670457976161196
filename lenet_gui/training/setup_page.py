"""What to choose before a run: a card, or every setting behind the cards; what that comes to stands beside Start."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QLabel, QStackedWidget, QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import button, column, confirm, row, scrolled, widget_of, wrapped_label
from lenet_gui.style.lit import make_primary
from lenet_gui.style.tabs import Tabs
from lenet_gui.training.choice.choice_page import HELD_OUT, ChoicePage
from lenet_gui.training.choice.deck import Deck
from lenet_gui.training.choice.own_recipes import LONGEST_NAME
from lenet_gui.training.choice.summary import summary_of
from lenet_gui.training.forms.recipe_form import RecipeForm
from lenet_gui.training.forms.setup_form import SetupForm
from lenet_gui.training.start_bar import StartBar
from model.network.records import FloatArray
from model.training.cards import CARDS
from model.training.log import OwnPart, TrainingLog
from model.training.setup import RunSetup, StartKind

FIRST_DEVICES = (("cpu", "CPU"),)
"""Where a run can always be computed; the training process adds others."""
CHOSEN = "chosen"
"""The key of what is set in the forms, among the runs whose time is estimated."""
_SETTLED_MS = 250
"""How long settings must stay as they are before the time is measured again."""
_ELSEWHERE = ("start", "start_path", "data", "device", "threads", "engine", "test_error")
"""Settings of a run that are not its recipe's."""


class SetupPage(QWidget):
    """Cards in front, all settings behind them; below, what they come to, and Start."""

    start_wanted = Signal()
    changed = Signal()  # another run is asked for now
    foretelling_wanted = Signal(object)  # the runs whose time is wanted: tuples of a key, a RunSetup and an OwnPart

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.recipe, self.setup_form = RecipeForm(), SetupForm(FIRST_DEVICES)
        self.deck = Deck(settings, self)
        self.choice = ChoicePage()
        self._key, self._base, self._editable = "", CARDS[0].setup, True
        self.pages = QStackedWidget()
        self.pages.addWidget(self.choice)
        self.pages.addWidget(self._make_settings())
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self.ask_for_times)
        self.setLayout(column(self.pages, self._make_footer(), grows=self.pages, margin=0, spacing=12))
        self._wire()
        self._show_deck()
        self.choose(CARDS[0].key)

    def _make_settings(self) -> QWidget:
        self.back = button(self.tr("← Reci&pes"), self.show_cards, self.tr("Back to the cards"))
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        tip = self.tr("Reset every setting to the chosen recipe's.")
        self.set_back = button(self.tr("Rese&t all"), self._set_all_back, tip)
        self.forms = Tabs(self.tr("Settings of the run"))
        self.forms.addTab(self.recipe, self.tr("Recipe"))
        self._setup_area = scrolled(self.setup_form)
        self.forms.addTab(self._setup_area, self.tr("Digits and start"))
        top = row(self.back, self.title, None, self.set_back)
        return widget_of(column(top, self.forms, grows=self.forms, margin=0, spacing=10))

    def _make_footer(self) -> QWidget:
        tip = self.tr("Every setting of the recipe, the digits and the start; those that you changed are marked.")
        self.all_settings = button(self.tr("&All settings ..."), self.show_settings, tip)
        tip = self.tr("Keep these settings as a recipe of your own, under a name.")
        self.save_recipe = button(self.tr("Sa&ve recipe ..."), self._ask_for_name, tip)
        self.summary = wrapped_label()
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.start = button(self.tr("&Start training"), self.start_wanted)
        make_primary(self.start)
        return StartBar((self.all_settings, self.save_recipe), self.summary, self.start)

    def _wire(self) -> None:
        choice = self.choice
        choice.cards.chosen.connect(self.choose)
        choice.cards.remove_wanted.connect(self._remove_recipe)
        choice.undo_wanted.connect(self._undo_removing)
        choice.strokes_wanted.connect(self.setup_form.strokes.choose)
        choice.holding_out_wanted.connect(self._hold_out)
        choice.test_error_wanted.connect(self.setup_form.test_error.setChecked)
        self.deck.changed.connect(self._show_deck)
        self.recipe.changed.connect(self._on_recipe)
        self.setup_form.changed.connect(self._on_setup)

    # What is asked for

    @property
    def setup(self) -> RunSetup:
        """The run that is asked for, without the person's own digits."""
        return self.setup_form.setup(self.recipe.config)

    def turn_to_problem(self) -> str:
        """Turn to what is missing before a run can start, and say what it is; empty if nothing is."""
        problem = self.setup_form.problem
        if problem:
            self.forms.setCurrentIndex(1)
        elif self.setup.too_few:
            self.forms.setCurrentIndex(0)
            problem = self.tr("You asked to hold out more digits than there are. See Digits held out.")
        # Files of pen strokes can be chosen below the cards as well.
        if problem and problem != self.setup_form.strokes_problem:
            self.show_settings()
        return problem

    @Slot(str)
    def choose(self, key: str) -> None:
        """Take a card's recipe; where it is computed and with which files of pen strokes stays as it is."""
        offered = self.deck.named(key)
        if offered is None:
            return
        setup = offered.setup
        if not offered.is_own:
            now, form = self.setup, self.setup_form
            setup = replace(
                setup,
                data=replace(setup.data, strokes=form.strokes.sources),
                device=now.device,
                threads=now.threads,
                engine=now.engine,
                test_error=now.test_error,
            )
        self._take(key, setup, offered.own)
        self._show_top()

    def take_log(self, log: TrainingLog) -> None:
        """Take the settings of an earlier or a current run."""
        found = (one.key for one in self.deck.offered if one.setup.config == log.setup.config)
        self._take(next(found, ""), log.setup, log.own)
        self._show_top()

    def _show_top(self) -> None:
        """All settings begin with the first one, wherever those of another recipe were left."""
        self.forms.setCurrentIndex(0)
        self.recipe.show_top()
        self._setup_area.verticalScrollBar().setValue(0)

    def _take(self, key: str, setup: RunSetup, own: OwnPart | None) -> None:
        self._key, self._base = key, setup
        self.recipe.set_base(setup.config)
        self.recipe.set_config(setup.config)
        self.setup_form.set_setup(setup, own)
        self._follow()

    @Slot(bool)
    def _hold_out(self, wanted: bool) -> None:
        held_out = (self._base.config.held_out or HELD_OUT) if wanted else 0
        self.recipe.set_config(replace(self.recipe.config, held_out=held_out))

    @Slot()
    def _set_all_back(self) -> None:
        self._take(self._key, self._base, self.setup_form.own)

    @Slot()
    def _on_recipe(self) -> None:
        self.setup_form.follow_recipe(self.recipe.config)
        self._follow()

    @Slot()
    def _on_setup(self) -> None:
        self.recipe.set_from_random(self.setup_form.start is StartKind.RANDOM)
        self._follow()

    @property
    def changed_settings(self) -> int:
        """How many settings are not the chosen recipe's."""
        # Files of pen strokes are where they are on this machine: whichever were chosen, the recipe is the same.
        setup, base = (replace(one, data=replace(one.data, strokes=())) for one in (self.setup, self._base))
        others = [getattr(setup, name) != getattr(base, name) for name in _ELSEWHERE]
        return self.recipe.changed_settings + sum(map(bool, others))

    def _follow(self) -> None:
        """Show what is asked for, everywhere."""
        setup, form, changed = self.setup, self.setup_form, self.changed_settings
        self.choice.cards.choose(self._key)
        self.choice.show_measured(setup.config.held_out, setup.test_error)
        self.choice.show_files(form.needs_strokes, form.strokes.sources, form.strokes_problem)
        self.choice.show_rubbish(setup.config.rubbish > 0)
        offered = self.deck.named(self._key)
        name = self.tr("The settings of an earlier run") if offered is None else offered.title
        count = self.tr("{name} · {count} changed") if changed else "{name}"
        self.title.setText(count.format(name=name, count=changed))
        self.set_back.setEnabled(self._editable and changed > 0)
        self.deck.foretold.pop(CHOSEN, None)
        self._show_deck()
        self._settled.start()
        self.changed.emit()

    # Pages

    @Slot()
    def show_cards(self) -> None:
        self.pages.setCurrentIndex(0)
        self.all_settings.setEnabled(True)

    @Slot()
    def show_settings(self) -> None:
        self.pages.setCurrentIndex(1)
        self.all_settings.setEnabled(False)

    def set_editable(self, editable: bool) -> None:
        """Whether everything can be changed, or only looked at."""
        self._editable = editable
        self.recipe.set_editable(editable)
        for part in (self.choice, self.setup_form, self.start, self.save_recipe):
            part.setEnabled(editable)
        self.set_back.setEnabled(editable and self.changed_settings > 0)

    # Times

    @Slot()
    def ask_for_times(self) -> None:
        """Ask how long the run would take, and then each card's."""
        strokes = self.setup_form.strokes.sources
        wanted: list[tuple[str, RunSetup, OwnPart | None]] = []
        if not self.setup_form.problem or self.setup_form.strokes_problem:
            wanted.append((CHOSEN, self.setup, self.setup_form.own))
        for one in self.deck.offered:
            data = one.setup.data if one.is_own else replace(one.setup.data, strokes=strokes)
            wanted.append((one.key, replace(one.setup, data=data), one.own))
        self.foretelling_wanted.emit(tuple(wanted))

    def show_preview(self, inks: FloatArray, rubbish: bool) -> None:
        """Show some of the run's digits, distorted, or some rubbish."""
        (self.recipe.rubbish if rubbish else self.recipe.distortions).preview.show_inks(inks)
        (self.choice.rubbish if rubbish else self.choice.preview).show_inks(inks)

    @Slot()
    def _show_deck(self) -> None:
        self.choice.cards.set_cards(self.deck.cards(bool(self.setup_form.strokes.sources)))
        self.choice.cards.choose(self._key)
        told = self.deck.foretold.get(CHOSEN)
        problem = self.setup_form.problem
        words = "" if told is None else summary_of(told.counts, told.seconds)
        self.summary.setText(problem or words)

    # Own recipes

    @Slot()
    def _ask_for_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Save recipe"))
        dialog.setLabelText(self.tr("A name for these settings:"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self._save_as)
        dialog.open()

    @Slot(str)
    def _save_as(self, name: str) -> None:
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            return
        if self.deck.has_own(name):
            text = self.tr("There is a recipe “{name}” already. Replace it?").format(name=name)
            confirm(self, self.tr("Save recipe"), text, lambda: self._save(name), self.tr("Replace"))
        else:
            self._save(name)

    def _save(self, name: str) -> None:
        setup, own = self.setup, self.setup_form.own
        self._take(self.deck.save(name, setup, own), setup, own)
        self.show_cards()

    @Slot(str)
    def _remove_recipe(self, key: str) -> None:
        self.choice.tell_removed(self.deck.remove(key))
        if key == self._key:
            self.choose(CARDS[0].key)

    @Slot()
    def _undo_removing(self) -> None:
        self.deck.undo()
        self.choice.tell_removed("")
