"""Keeps the page of findings in step with the unit pointed at or chosen, and with the weights in use."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.drawings.controller import DrawingsController
from lenet_gui.inspect.drawer import Drawer
from lenet_gui.network.network_view import NetworkView
from lenet_gui.workers.inspecting.surveying import SurveyService
from lenet_gui.workers.recognition import RecognitionService

if TYPE_CHECKING:
    from lenet_gui.findings.panel import FindingsPanel
    from lenet_gui.findings.tiles import Tile


class FindingsController(QObject):
    """Test digits are read while the page is seen, once for each set of weights."""

    failed = Signal(str)  # the error message to show

    def __init__(
        self,
        recognition: RecognitionService,
        view: NetworkView,
        drawer: Drawer,
        drawings: DrawingsController,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recognition, self._view, self._drawer, self._drawings = recognition, view, drawer, drawings
        self._surveying = SurveyService(self)
        self._page = drawer.findings_page
        self._page.made.connect(self._on_made)
        self._page.seen.connect(self._on_seen)
        self._page.left.connect(self._surveying.forget)
        view.chosen.connect(self._show_unit)
        view.described.connect(self._show_unit)
        recognition.weights_changed.connect(self._on_seen)
        self._surveying.made.connect(self._on_survey)
        self._surveying.failed.connect(self._on_failed)

    @property
    def shows_any(self) -> bool:
        """Whether the page has digits to show."""
        return self._page.is_made and self._page.content.shows_findings

    @Slot()
    def show_page(self) -> None:
        """Open the drawer where a unit's findings are."""
        self._drawer.open_at(self._page)
        self._on_seen()  # it may have been open, with digits that could not be read

    @Slot(object)
    def _on_made(self, panel: "FindingsPanel") -> None:
        self._surveying.progressed.connect(panel.show_progress)
        panel.taken.connect(self._on_taken)
        self._on_seen()

    @Slot()
    def _on_seen(self) -> None:
        network = self._recognition.parameters
        if network is not None and self._page.is_made and self._page.isVisible():
            self._surveying.ask(network)
            self._page.content.show_survey(self._surveying.survey)
            self._show_unit()

    @Slot()
    def _on_survey(self) -> None:
        self._page.content.show_survey(self._surveying.survey)

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self._page.content.show_failure()
        self.failed.emit(problem)

    @Slot()
    def _show_unit(self) -> None:
        """The last one stays when the pointer leaves the network, on its way to the digits."""
        unit = self._view.pointed_unit or self._view.chosen_unit
        if unit is not None and self._page.is_made and self._page.isVisible():
            self._page.content.show_unit(unit)

    @Slot(object)
    def _on_taken(self, tile: "Tile") -> None:
        """To the canvas, and the unit with the value that was found is chosen."""
        self._drawings.show_test_digit(tile.field, tile.label, tile.finding.position)
        self._view.choose(tile.finding.unit)
        self._view.point_at(None)  # the tour may have pointed at another

    def shut_down(self) -> None:
        """End all work beside the GUI thread; safe to call more than once."""
        self._surveying.shut_down()
