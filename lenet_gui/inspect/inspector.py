"""Inspects one unit: its arithmetic, what it finds, and what if it were changed. Connects the views that show it."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from lenet_gui.base.translate import tr
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.inspect.drawer import Drawer
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_panel import NetworkPanel
from lenet_gui.workers.inspecting.measuring import MeasuringService
from lenet_gui.workers.inspecting.saliency import Saliency, SaliencyService
from lenet_gui.workers.recognition import RecognitionService
from model.network.changes import Changes, Place
from model.network.recognition import Recognition, Verdict
from model.network.wiring import HIDDEN, INPUT, OUTPUT, Unit, shape_of
from model.network.words.unit_names import place_name

if TYPE_CHECKING:
    from lenet_gui.inspect.what_if_panel import WhatIfPanel
    from lenet_gui.why.panel import WhyPanel


class _Step(NamedTuple):
    """A unit that was explained, and the digit that its penalty was compared with."""

    unit: Unit
    rival: int | None


class Inspector(QObject):
    """Keeps all views of the chosen unit in step with the newest answer."""

    unit_chosen = Signal(object)  # the Unit, or None
    failed = Signal(str)  # the error message to show

    def __init__(
        self,
        recognition: RecognitionService,
        network: NetworkPanel,
        drawer: Drawer,
        history: ChangeHistory,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recognition = recognition
        self._network, self._drawer, self._history = network, drawer, history
        self.answer: Recognition | None = None
        self._rival: int | None = None
        self._shown: Unit | None = None
        self._before: list[_Step] = []
        self.measuring = MeasuringService(self)
        self.saliency = SaliencyService(self)
        view = network.view
        view.chosen.connect(self._on_chosen)
        view.described.connect(self._on_pointed)
        view.menu_wanted.connect(self._on_menu)
        drawer.back.clicked.connect(self._on_back)
        drawer.close_wanted.connect(self.close)
        drawer.currentChanged.connect(self._explain)
        network.overlay_chosen.connect(self._on_overlay)
        drawer.why_page.made.connect(self._on_why_made)
        drawer.what_if_page.made.connect(self._on_what_if_made)
        history.changed.connect(self._on_changes)
        self.measuring.failed.connect(self._on_failed)
        self.saliency.found.connect(network.show_saliency)
        self.saliency.failed.connect(self.failed)

    @Slot(object)
    def _on_why_made(self, why: "WhyPanel") -> None:
        why.source_chosen.connect(self._on_source)
        why.rival.activated.connect(self._on_rival)

    @Slot(object)
    def _on_what_if_made(self, what_if: "WhatIfPanel") -> None:
        what_if.list.place_chosen.connect(self._network.view.choose)
        what_if.measure.clicked.connect(self._on_measure)
        what_if.each_wanted.connect(self._on_each)
        what_if.each.chosen.connect(self._network.view.choose)
        what_if.cancel.clicked.connect(self._on_cancel)
        self.measuring.progressed.connect(what_if.show_progress)
        self.measuring.measured.connect(what_if.show_outcome)
        self.measuring.measured_each.connect(what_if.show_each)
        self._recognition.weights_changed.connect(self._on_weights)
        what_if.show_unit(self._network.view.chosen_unit)

    @property
    def explains(self) -> bool:
        return self._drawer.explains and self._shown is not None

    def show_recognition(self, answer: Recognition) -> None:
        self.answer = answer
        for page in self._drawer.pages:
            page.show_recognition(answer)
        self._explain()
        self._update_saliency()

    # Opening, following, going back

    @Slot(int)
    def ask_why(self, digit: int) -> None:
        self._open_at(self._drawer.why_page, Unit(OUTPUT, digit))

    def _open_at(self, page: QWidget, unit: Unit) -> None:
        self._network.view.choose(unit)
        self._drawer.open_at(page)

    @Slot()
    def ask_what_if(self) -> None:
        self._drawer.open_at(self._drawer.what_if_page)

    @Slot()
    def close(self) -> None:
        """Close the drawer; nothing is chosen any more."""
        focus = QApplication.focusWidget()
        held = focus is not None and self._drawer.isAncestorOf(focus)
        self._drawer.hide()
        self._network.view.choose(None)
        if held:
            self._network.view.setFocus()

    @Slot(object)
    def _on_source(self, unit: Unit) -> None:
        """From a figure to the unit that it comes from."""
        shown = self._shown
        trail = self._before if shown is None or shown == unit else [*self._before, _Step(shown, self._rival)]
        self._go(_Step(unit, None), trail)

    @Slot()
    def _on_back(self) -> None:
        if self._before:
            self._go(self._before[-1], self._before[:-1])

    def _go(self, step: _Step, trail: list[_Step]) -> None:
        """Choose a unit, from which Back leads along a trail."""
        self._network.view.choose(step.unit)
        self._before = trail
        self._drawer.back.setEnabled(bool(trail))
        if step.rival is not None:
            self._on_rival(step.rival)

    @Slot()
    def _on_pointed(self) -> None:
        """The pointer leads through the network: an open drawer follows it."""
        if self._drawer.explains and self._unit() != self._shown:
            self._explain()

    def _unit(self) -> Unit | None:
        view = self._network.view
        return view.pointed_unit or view.chosen_unit

    @Slot(object)
    def _on_chosen(self, unit: Unit | None) -> None:
        self._rival = None
        self._before = []
        self._drawer.back.setEnabled(False)
        if unit is not None and not self._drawer.stays_for(unit):
            self._drawer.open_at(self._drawer.why_page)
        elif unit is None and self._drawer.explains:
            self._drawer.hide()
        if self._drawer.what_if_page.is_made:
            self._drawer.what_if.show_unit(unit)
        self._explain()
        self._drawer.say_why()
        self._update_saliency()
        self.unit_chosen.emit(unit)

    @Slot()
    def _explain(self) -> None:
        if not self._drawer.explains:
            return
        unit, answer = self._unit(), self.answer
        self._shown = unit
        if unit is None or answer is None:
            if self._drawer.why_page.is_made:
                self._drawer.why.show_nothing()
            return
        # Imported late: nothing is explained before a unit is chosen.
        from model.network.explain import PenaltyExplanation, explain, explain_penalty

        explanation = explain(answer, unit)
        rival = self._rival
        if isinstance(explanation, PenaltyExplanation) and rival is not None and rival != unit.map:
            self._drawer.why.show_penalties(explanation, explain_penalty(answer, rival))
        else:
            self._drawer.why.show_explanation(explanation)

    @Slot(int)
    def _on_rival(self, digit: int) -> None:
        self._rival = digit
        self._explain()
        self._drawer.say_why()

    def _update_saliency(self) -> None:
        kind, answer = self._network.overlay.currentData(), self.answer
        network = self._recognition.answering
        if not kind or answer is None or network is None:
            return
        if answer.verdict is Verdict.BLANK:
            self.saliency.forget()
            self._network.view.show_overlay(None)
            return
        unit = self._network.view.chosen_unit
        digit = unit.map if unit is not None and unit.layer == OUTPUT else answer.digit
        if kind == Saliency.OCCLUSION:
            self._network.view.show_overlay(None)  # it belongs to other ink
        self.saliency.ask_about(Saliency(kind), network, answer, digit)

    @Slot(str)
    def _on_overlay(self, kind: str) -> None:
        self.saliency.forget()
        self._network.view.show_overlay(None)
        if kind:
            self._update_saliency()

    # What if

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        self.measuring.forget()
        self._recognition.change(changes)

    @Slot()
    def _on_measure(self) -> None:
        network = self._recognition.answering
        if network is not None:
            self._drawer.what_if.show_progress(0)
            self.measuring.measure(network, self._history.changes)

    @Slot(str)
    def _on_each(self, layer: str) -> None:
        network = self._recognition.answering
        if network is not None:
            self._drawer.what_if.show_progress(0)
            self.measuring.measure_each(network, layer)

    @Slot()
    def _on_cancel(self) -> None:
        self.measuring.forget()
        self._drawer.what_if.show_no_outcome()

    @Slot()
    def _on_weights(self) -> None:
        """What was measured is not these weights' error."""
        self._on_cancel()
        self._drawer.what_if.each.forget()

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self._drawer.what_if.show_no_outcome()
        self.failed.emit(problem)

    @Slot(object, str, object)
    def _on_menu(self, unit: Unit | None, layer: str, where: QPoint) -> None:
        menu = self.menu_for(unit, layer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not menu.isEmpty():
            menu.popup(where)

    def menu_for(self, unit: Unit | None, layer: str) -> QMenu:
        menu = QMenu(self._network)
        view = self._network.view
        if unit is not None:
            menu.addAction(self.tr("&Why this value?"), partial(self._open_at, self._drawer.why_page, unit))
            if unit.layer != INPUT:
                find = partial(self._open_at, self._drawer.findings_page, unit)
                menu.addAction(self.tr("What does it fin&d?"), find)
            if unit.layer in HIDDEN:
                places: list[Place] = [(unit.layer, unit.map)]
                if shape_of(unit.layer)[1] > 1:
                    places.append(unit)
                for place in places:
                    off = self._history.changes.factor_of(place) == 0
                    text = self.tr("Restore {place}") if off else self.tr("Switch {place} off")
                    change = partial(self._history.set_factor, place, 1.0 if off else 0.0)
                    menu.addAction(text.format(place=place_name(place, tr)), change)
        if layer:
            menu.addSeparator()
            for size, text in (
                (Size.NORMAL, self.tr("Show {layer} in &normal size")),
                (Size.ENLARGED, self.tr("&Enlarge {layer}")),
                (Size.FOLDED, self.tr("&Fold {layer}")),
            ):
                if view.size_of(layer) is not size:
                    menu.addAction(text.format(layer=layer), partial(view.resize_layer, layer, size))
        return menu

    def shut_down(self) -> None:
        """End all work beside the GUI thread; safe to call more than once."""
        self.measuring.shut_down()
        self.saliency.shut_down()
