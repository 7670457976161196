"""Connects what is in progress with the line that says so."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lenet_gui.activity.activities import Action, Activity, of_teaching, of_tour
from lenet_gui.activity.strip import ActivityStrip
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.teaching.controller import TeachingController
from lenet_gui.teaching.record import TeachingRecord
from lenet_gui.tour.controller import TourController
from lenet_gui.workers.run_store import RunStore

if TYPE_CHECKING:
    from lenet_gui.training.controller import TrainingController
    from lenet_gui.training.run_state import RunState


class ActivityController(QObject):
    """Shows where training and teaching stand, and does what a click asks for.

    ``training`` makes the controller of training if there is none yet.
    """

    def __init__(
        self,
        strip: ActivityStrip,
        digits: MyDigitsController,
        teaching: TeachingController,
        record: TeachingRecord,
        runs: RunStore,
        tour: TourController,
        training: "Callable[[], TrainingController]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._strip, self._digits, self._teaching, self._record = strip, digits, teaching, record
        self._runs, self._tour, self._training = runs, tour, training
        self._run: Activity | None = None
        strip.wanted.connect(self._on_wanted)
        teaching.progressed.connect(self._show)
        record.changed.connect(self._show)
        tour.changed.connect(self._show)

    def look(self) -> None:
        """Find what an earlier start of the program left: a run, weights that wait, digits that were not taught."""
        self._show()
        self._record.read()
        self._digits.people.tasks.add(self._any_run_left, self._on_runs, lambda _: None)

    def _any_run_left(self) -> bool:
        """On a thread of its own: what it takes to offer a run is loaded there, too."""
        if not self._runs.interrupted():
            return False
        import lenet_gui.training.controller  # noqa: F401

        return True

    def _on_runs(self, left: bool) -> None:
        if left:
            self._training().training.find_interrupted()

    @Slot(object)
    def show_run(self, state: "RunState") -> None:
        from lenet_gui.activity.run_activity import of_run

        self._run = of_run(state)
        self._show()

    @Slot()
    def _show(self) -> None:
        waiting = self._record.waiting
        taught = None if waiting is None else waiting.taught
        teaching = of_teaching(self._teaching.share, taught, self._record.not_taught)
        others = [self._run, teaching]
        tour = of_tour(self._tour.is_offered) if not any(others) else None
        windows = None if self._run is None else self._training().window, self._digits.window
        told = [window is not None and window.isVisible() for window in windows]
        self._strip.show_activities([*others, tour], told)

    @Slot(object)
    def _on_wanted(self, action: Action) -> None:
        match action:
            case Action.SHOW_TRAINING:
                self._training().show_window()
            case Action.RESUME:
                self._resume(self._training())
            case Action.SHOW_DIGITS:
                self._digits.show_window()
            case Action.TAKE:
                self._record.take()
            case Action.TEACH:
                self._teaching.teach()
            case Action.TOUR:
                self._tour.start()

    def _resume(self, training: "TrainingController") -> None:
        from lenet_gui.workers.training_messages import Resume

        training.show_window()
        if training.state.interrupted is not None:
            training.send(Resume(training.state.interrupted.checkpoint))
