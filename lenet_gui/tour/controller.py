"""Turns the tour's pages, and shows in the network what each is about."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.keys import tab_through
from lenet_gui.base.settings import Settings
from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.drawings.controller import DrawingsController
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.network.network_view import NetworkView
from lenet_gui.tour.pages import Shows, TourPage, tour_pages, unit_to_show
from model.network.changes import Place
from model.network.recognition import Recognition, Verdict
from model.network.wiring import OUTPUT

if TYPE_CHECKING:
    from lenet_gui.tour.tour_card import TourCard


class TourController(QObject):
    """The tour takes the place of the examples, and is about whatever is drawn; on empty paper an example draws itself.

    In a guided round the paper is the person's, who is asked to draw there.

    ``is_offered`` is whether to offer it: to somebody who has neither drawn nor taken it at an earlier start.
    """

    changed = Signal()  # whether it is offered

    def __init__(
        self,
        network: NetworkView,
        sketch: Sketch,
        panel: CanvasPanel,
        drawings: DrawingsController,
        changes: ChangeHistory,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._network, self._sketch, self._panel = network, sketch, panel
        self._drawings, self._changes, self._settings = drawings, changes, settings
        self._answer: Recognition | None = None
        self._card: TourCard | None = None
        self._pages: list[TourPage] = []
        self._off: tuple[Place, float] | None = None
        """What the tour has switched off, and its factor before."""
        self.is_offered = drawings.demonstration.wanted and not settings.flag_of("has_toured", False)
        sketch.rested.connect(self._show_unit)

    @property
    def card(self) -> "TourCard":
        """Made when the tour is first taken."""
        if self._card is None:
            from lenet_gui.tour.tour_card import TourCard

            self._pages = tour_pages()
            self._card = TourCard([page.texts for page in self._pages])
            self._card.hide()
            tray = self._drawings.tray
            self._panel.add_below(tray, self._card)
            tab_through(tray.tiles, self._card)
            self._card.turned.connect(self._on_turned)
            self._card.closed.connect(self.end)
        return self._card

    @property
    def is_on(self) -> bool:
        return self._card is not None and not self._card.isHidden()

    @Slot()
    def start(self) -> None:
        self._settings.keep("has_toured", True)
        self.is_offered = False
        self.changed.emit()
        card = self.card
        self._drawings.tray.hide()
        self._network.show_all()  # a folded layer would have nothing to show
        card.show()
        card.next.setFocus()
        if self._sketch.is_blank and not self._sketch.is_apart:
            self._drawings.demonstration.draw()
        card.show_page(0)

    @Slot()
    def end(self) -> None:
        """Back to the examples."""
        if self.is_on:
            self._leave_page()
            has_focus = self.card.isAncestorOf(self.card.window().focusWidget())
            self.card.hide()
            self._drawings.tray.show()
            if has_focus:
                self._panel.canvas.setFocus()

    def show_recognition(self, answer: Recognition) -> None:
        """The page that is shown is about another drawing."""
        self._answer = answer
        if not self._sketch.is_busy:
            self._show_unit()

    @Slot(int)
    def _on_turned(self, page: int) -> None:
        if not self.is_on:
            return
        self._leave_page()
        if self._answer is None:
            return
        match self._pages[page].shows:
            case Shows.UNIT:
                self._show_unit()
            case Shows.PENALTY if self._answer.verdict is not Verdict.BLANK:
                self._network.choose(unit_to_show(self._answer, OUTPUT))
            case Shows.CHANGE:
                unit = unit_to_show(self._answer, self._pages[page].layer)
                place = unit.layer, unit.map
                self._off = place, self._changes.changes.factor_of(place)
                self._changes.set_factor(place, 0.0, dragging=True)  # until the page is left: no step to be undone

    def _leave_page(self) -> None:
        """Nothing stays chosen, pointed at or switched off."""
        if self._off is not None:
            self._changes.set_factor(*self._off, dragging=True)
            self._changes.end_drag()
            self._off = None
        self._network.choose(None)
        self._network.point_at(None)

    @Slot()
    def _show_unit(self) -> None:
        """Light up what the page is about, unless the person points at something, or has chosen it."""
        leads = self._network.underMouse() or self._network.chosen_unit is not None
        if not self.is_on or self._answer is None or leads:
            return
        page = self._pages[self.card.page]
        if page.shows is Shows.UNIT and self._answer.verdict is not Verdict.BLANK:
            self._network.point_at(unit_to_show(self._answer, page.layer))
