"""Between the training window and the rest: the state of the run, the weights in use, the network under the pen."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front, confirm
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.training.run_state import Phase, RunState, after
from lenet_gui.training.runs.history import RunHistory
from lenet_gui.training.runs.run_words import title_of
from lenet_gui.workers import training_messages as messages
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training import TrainingService
from lenet_gui.workers.training_preview import own_to_show
from lenet_gui.workers.training_questions import Foretell
from model.network.parameters import Parameters
from model.network.records import WeightsKind
from model.network.weights_info import WeightsIdentity, WeightsInfo
from model.training.cards import CARDS, Card, expected_of
from model.training.log import TrainingLog
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup

if TYPE_CHECKING:
    from lenet_gui.training.window import TrainingWindow


TOLD_PICTURES = 10
"""How many of the pictures that cannot be read are named."""


class TrainingController(QObject):
    """Makes the training window when it is first asked for; owns the state of the run."""

    changed = Signal(object)  # the RunState, whenever it changes
    followed = Signal(int)  # the pass of the network in training that is under the pen; -1 when it no longer is
    failed = Signal(str)  # what went wrong, for the person to read
    step_wanted = Signal()  # the next update of the run is to be taken apart
    digit_wanted = Signal(object, str)  # the pixels and the words of a misread digit, for the canvas
    save_wanted = Signal(object)  # a SaveRequest

    def __init__(
        self,
        store: RunStore,
        recognition: RecognitionService,
        people: People,
        my_digits: MyDigitsController,
        settings: Settings,
        main_window: QWidget,
    ) -> None:
        super().__init__(main_window)
        self.training = training = TrainingService(store, self)
        self.state = RunState()
        self._used: WeightsIdentity | None = None
        self._recognition, self._people, self._my_digits = recognition, people, my_digits
        self._settings, self._main_window = settings, main_window
        self._own = OwnSource("", ())
        self.history = RunHistory(store.folder.parent / "history", self)
        self.window: TrainingWindow | None = None
        training.happened.connect(self._on_event)
        recognition.weights_changed.connect(self._on_weights)

    @Slot()
    def show_window(self) -> "TrainingWindow":
        if self.window is None:
            self.training.warm_up()
            self.window = self._make()
            self.training.send(messages.ListDevices())
            self.training.find_interrupted()
            self.history.read()
        bring_to_front(self.window)
        return self.window

    def _make(self) -> "TrainingWindow":
        # Not with the program: its curves and forms would keep the first window waiting.
        from lenet_gui.training.window import TrainingWindow

        window = TrainingWindow(self._settings, self._main_window)
        window.start_wanted.connect(self._on_start)
        window.preview_wanted.connect(self._on_preview)
        window.own_wanted.connect(self._offer_own)
        window.setup_page.foretelling_wanted.connect(self._on_foretelling)
        window.run_wanted.connect(self.history.open)
        window.runs_panel.removal_wanted.connect(self.history.remove)
        window.runs_panel.undo_wanted.connect(self.history.restore)
        for bar in (window.live.run_bar, window.live.outcome, window.offer):
            bar.wanted.connect(self.send)
        for run in (window.live, window.past):
            run.curves_page.save_wanted.connect(self.save_wanted)
        window.live.step.clicked.connect(self.step_wanted)
        window.live.misread_page.mistakes.taken.connect(self.digit_wanted)  # past runs have no pictures
        window.setup_page.deck.expect({card.key: expected_of(card) for card in CARDS})
        self.history.changed.connect(window.show_history)
        self.history.failed.connect(window.errors.show)
        self._my_digits.changed.connect(self._on_own_changed)
        self.changed.connect(window.show_state)
        self.training.happened.connect(window.show_event)
        self.failed.connect(window.errors.show)
        return window

    # The person's own digits

    @Slot()
    def _offer_own(self) -> None:
        """Offer them as they are now: what the forms show is what a run gets."""
        self._show_own()
        self._people.book.read(failed=lambda _: None)

    def _show_own(self) -> None:
        book, problem = self._people.book, ""
        if book.problem:
            problem = self.tr("My digits cannot be read: {problem}").format(problem=book.problem)
        self._own = OwnSource("", ()) if problem else OwnSource.of(self._people.person, book.digits)
        # A run in progress keeps those it has.
        if self.window is not None and not self.state.on:
            labels = [digit.label for digit in self._own.drawn]
            self.window.setup_page.setup_form.show_own(self._own.person, labels, problem)

    @Slot()
    def _on_own_changed(self) -> None:
        if self.window is not None and self.window.isVisible():
            self._show_own()

    def _source(self, setup: RunSetup) -> OwnSource | None:
        return None if setup.own is None else replace(self._own, share=setup.own.share)

    @Slot(object, int, bool)
    def _on_preview(self, setup: RunSetup, seed: int, rubbish: bool) -> None:
        own = None if rubbish else self._source(setup)
        if not self.state.on:
            shown = None if own is None else own_to_show(own, seed)
            self.training.send(messages.Preview(setup, seed, shown, rubbish))

    @Slot(object)
    def _on_foretelling(self, wanted: tuple[Card, ...]) -> None:
        if not self.state.on:
            self.training.send(Foretell(wanted))

    # Commands

    @Slot(object)
    def send(self, command: messages.Command) -> None:
        found = self.state.interrupted
        self._apply(command)
        match command:
            case messages.Drop(checkpoint):
                if self.training.drop(checkpoint) and found is not None:
                    self._keep(found.log)
                self.training.find_interrupted()
                return
            case messages.Follow(follow):
                if not follow:
                    self._stop_following()
                elif not self.state.on:
                    command = messages.ShowNetwork()
            case messages.Start():
                self._stop_following()
        self.training.send(command)
        if isinstance(command, messages.Forget):
            self.training.find_interrupted()

    def _keep(self, log: TrainingLog | None) -> None:
        """Keep a run that is over in the history."""
        if log is not None and log.passes:
            self.history.add(log)

    @Slot(object)
    def _on_start(self, setup: RunSetup) -> None:
        if self.state.phase is Phase.ENDED:
            self.send(messages.Forget())
        self.send(messages.Start(setup, self._recognition.parameters, self._source(setup)))
        self.send(messages.SetRateFactor(self.state.rate_factor))

    # Events

    @Slot(object)
    def _on_event(self, event: messages.Event) -> None:
        was_on = self.state.on
        self._apply(event)
        match event:
            case messages.Started():
                if self.state.following:
                    self.send(messages.Follow(True))
            case messages.Live(network, number) if self.state.following:
                self._recognition.follow(network)
                self.followed.emit(number)
            case messages.LeftOut(problems, total):
                self._fail(self._left_out(problems, total))
            case messages.Ended(log, problem):
                self._used = None  # an earlier run's
                self._keep(log)
                self._on_ended(bool(log.passes))
                self._fail(problem)
            case messages.Refused(problem):
                self._stop_following()
                self._fail(problem)
            case messages.Died():
                self._on_died(was_on)
            case messages.WeightsReady(network, info):
                self._use(network, info)
            case messages.Warned(problem) | messages.Failed(problem):
                self._fail(problem)

    def _on_ended(self, left_something: bool) -> None:
        if not left_something:
            self._stop_following()
            self.send(messages.Forget())
        elif self.state.following:
            # The last whole pass: what was seen last may belong to one that was broken off.
            self.send(messages.Follow(True))

    def _left_out(self, problems: tuple[str, ...], total: int) -> str:
        text = self.tr("Pictures that cannot be read, and are left out of the run: {count} of {total}")
        lines = [text.format(count=f"{len(problems):,}", total=f"{total:,}"), *problems[:TOLD_PICTURES]]
        if len(problems) > TOLD_PICTURES:
            lines.append(self.tr("and {count} more").format(count=f"{len(problems) - TOLD_PICTURES:,}"))
        return "\n".join(lines)

    @Slot(object)
    def _on_weights(self, weights: WeightsIdentity) -> None:
        if self.state.following and self.state.phase is not Phase.IDLE:
            self.send(messages.Follow(False))  # these are to answer now
        self._set_state(self.state.with_use(weights.info.origin.pass_ if weights == self._used else 0))

    def _apply(self, happened: messages.Command | messages.Event) -> None:
        self._set_state(after(self.state, happened))

    def _set_state(self, state: RunState) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit(state)

    def _fail(self, problem: str) -> None:
        if problem:
            self.failed.emit(problem)

    def _on_died(self, was_on: bool) -> None:
        self._stop_following()
        text = self.tr("The training process has ended unexpectedly.")
        if was_on:
            text += " " + self.tr("The run is kept up to its last whole pass: you can resume it from there.")
            # Only then is there another one to find. Looking starts a new process, which may die of the same cause.
            self.training.find_interrupted()
        self._fail(text)

    def _stop_following(self) -> None:
        """Back to the network in use; whether the next run is to be followed stays as it is."""
        self._recognition.follow(None)
        self.followed.emit(-1)

    def _use(self, network: Parameters, info: WeightsInfo) -> None:
        log = self.state.log
        name = self.tr("trained") if log is None else title_of(log.setup)
        title = self.tr("{name}, pass {number}").format(name=name, number=info.origin.pass_)
        weights = WeightsIdentity(WeightsKind.TRAINED, title, info)
        self._used = weights
        self._recognition.use(weights, network)
        self.send(messages.Follow(False))
        if not self.state.undecided:
            # They are in use, and in a file.
            self.send(messages.Forget())

    def may_close(self, close: Callable[[], object]) -> bool:
        """Whether the program may end; where that would be the end of a run, ask, and call ``close`` if so."""
        if self.state.lost_by_closing:
            text = self.tr("The training run has no checkpoint: it is lost when the program is closed.")
            confirm(self._main_window, self._main_window.windowTitle(), text, close, self.tr("Close"))
        return not self.state.lost_by_closing

    def shut_down(self) -> None:
        """The program ends: a run in progress keeps its last checkpoint."""
        if self.window is not None:
            self._settings.keep("training_geometry", self.window.saveGeometry())
            self._settings.keep("training_splitter", self.window.splitter_sizes)
            self.window.hide()
        self.training.shut_down()
        self.history.shut_down()
