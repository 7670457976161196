"""Keeps the pages of the test digits in step with the unit pointed at or chosen, the pen, and the weights in use."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lenet_gui.drawings.controller import DrawingsController
from lenet_gui.inspect.drawer import Drawer, Page
from lenet_gui.network.network_view import NetworkView
from lenet_gui.saving.view_export import ExportedView
from lenet_gui.workers.inspecting.comparing import ComparingService
from lenet_gui.workers.inspecting.surveying import SurveyService
from lenet_gui.workers.recognition import RecognitionService
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from lenet_gui.findings.neighbours_panel import NeighboursPanel
    from lenet_gui.findings.panel import FindingsPanel
    from lenet_gui.findings.survey_panel import SurveyPanel
    from lenet_gui.findings.tiles import Tile


class FindingsController(QObject):
    """Test digits are read while one of the pages is seen, once for each set of weights."""

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
        self._surveying, self._comparing = SurveyService(self), ComparingService(self)
        self._findings, self._neighbours = drawer.findings_page, drawer.neighbours_page
        for page in (self._findings, self._neighbours):
            page.made.connect(self._on_made)
            page.seen.connect(self._on_seen)
            page.left.connect(self._on_left)
        self._neighbours.made.connect(self._on_neighbours_made)
        view.chosen.connect(self._show_unit)
        view.described.connect(self._show_unit)
        recognition.weights_changed.connect(self._on_seen)
        self._surveying.made.connect(self._on_survey)
        self._surveying.failed.connect(self._on_failed)
        self._comparing.failed.connect(self.failed)

    @property
    def _panels(self) -> "list[SurveyPanel]":
        """Of the pages that are seen."""
        pages = self._findings, self._neighbours
        return [page.content for page in pages if page.is_made and page.isVisible()]

    def exported_views(self) -> tuple[ExportedView, ...]:
        """The pages, while they have digits to show."""
        findings, neighbours = self._findings, self._neighbours
        return (
            ExportedView(self.tr("What does it find?"), findings, lambda: self._shows_digits(findings)),
            ExportedView(self.tr("Like what?"), neighbours, lambda: self._shows_digits(neighbours)),
        )

    @staticmethod
    def _shows_digits(page: "Page[FindingsPanel] | Page[NeighboursPanel]") -> bool:
        return page.is_made and page.content.shows_digits

    def fill(self, menu: QMenu) -> list[QAction]:
        """Add what opens the pages."""
        return [
            menu.addAction(self.tr("What does it &find?"), "Ctrl+F", self.show_findings),
            menu.addAction(self.tr("Li&ke what?"), "Ctrl+K", self.show_neighbours),
        ]

    @Slot()
    def show_findings(self) -> None:
        """Open the drawer where a unit's findings are."""
        self._drawer.open_at(self._findings)
        self._on_seen()  # it may have been open, with digits that could not be read

    @Slot()
    def show_neighbours(self) -> None:
        """Open it where the test digits are that are like the drawing."""
        self._drawer.open_at(self._neighbours)
        self._on_seen()

    @Slot(object)
    def _on_made(self, panel: "SurveyPanel") -> None:
        self._surveying.progressed.connect(panel.show_progress)
        panel.taken.connect(self._on_taken)
        self._on_seen()

    @Slot(object)
    def _on_neighbours_made(self, panel: "NeighboursPanel") -> None:
        panel.compare_wanted.connect(self._on_compare)
        self._comparing.found.connect(panel.show_neighbours)

    @Slot()
    def _on_seen(self) -> None:
        network = self._recognition.parameters
        if network is not None and self._panels:
            self._surveying.ask(network)
            self._on_survey()
            self._show_unit()

    @Slot()
    def _on_left(self) -> None:
        self._comparing.forget()
        if not self._panels:
            self._surveying.forget()

    @Slot()
    def _on_survey(self) -> None:
        for panel in self._panels:
            panel.show_survey(self._surveying.survey)

    @Slot(object)
    def _on_compare(self, answer: Recognition) -> None:
        if self._surveying.survey is not None:
            self._comparing.compare(self._surveying.survey, answer)

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        for panel in self._panels:
            panel.show_failure()
        self.failed.emit(problem)

    @Slot()
    def _show_unit(self) -> None:
        """The last one stays when the pointer leaves the network, on its way to the digits."""
        unit = self._view.pointed_unit or self._view.chosen_unit
        if unit is not None and self._findings.is_made and self._findings.isVisible():
            self._findings.content.show_unit(unit)

    @Slot(object)
    def _on_taken(self, tile: "Tile") -> None:
        """To the canvas; where a unit's value was found, that unit is chosen."""
        self._drawings.show_test_digit(tile.field, tile.label, tile.position)
        if tile.unit is not None:
            self._view.choose(tile.unit)
            self._view.point_at(None)  # the tour may have pointed at another

    def shut_down(self) -> None:
        """End all work beside the GUI thread; safe to call more than once."""
        self._surveying.shut_down()
        self._comparing.shut_down()
