"""The Model menu's choice of weights: those that come with the program, and the person's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from lenet_gui.base.translate import tool_tip
from lenet_gui.base.widgets import enable
from model.network.records import WeightsKind

if TYPE_CHECKING:
    from model.network.weights_info import WeightsIdentity


class WeightsMenu(QObject):
    """Each kind of weights as an action; the one in use is checked."""

    def __init__(
        self,
        use_shipped: Callable[[WeightsKind], object],
        use_personal: Callable[[], object],
        use_others: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._use_shipped, self._use_personal, self._use_others = use_shipped, use_personal, use_others
        self._group = QActionGroup(self)
        # Before the first weights are there, none is in use.
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._group.triggered.connect(self._on_chosen)
        self.actions: dict[WeightsKind, QAction] = {}
        self._in_use: WeightsIdentity | None = None
        self._followed = False

    def fill(self, menu: QMenu) -> None:
        for kind, text, tip in (
            (WeightsKind.DEFAULT, self.tr("&Default weights"), self.tr("Trained on MNIST, pen digits and rubbish")),
            (
                WeightsKind.MNIST_ONLY,
                self.tr("&MNIST-only weights"),
                self.tr("Trained on MNIST alone, for comparison with published figures"),
            ),
            (
                WeightsKind.PAPER,
                self.tr("Paper &1998 weights"),
                self.tr("Trained as in the paper: 20 passes over undistorted MNIST, one digit per update"),
            ),
            (WeightsKind.PERSONAL, self.tr("My pe&rsonal weights"), ""),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(kind.value)
            action.setToolTip(tool_tip(tip))
            self._group.addAction(action)
            self.actions[kind] = action
        self.others = menu.addAction("")
        self.others.setCheckable(True)
        self.others.setVisible(False)
        self.others.setToolTip(tool_tip(self.tr("The last weights from a file or of a training run")))
        self._group.addAction(self.others)
        menu.setToolTipsVisible(True)
        self.show_personal(in_use=False, usable=False)

    @Slot(object)
    def show_weights(self, weights: "WeightsIdentity") -> None:
        self._in_use = weights
        self._check()
        if weights.kind not in self.actions:
            trained = self.tr("Weights trained here: {title}")
            text = trained if weights.kind is WeightsKind.TRAINED else self.tr("Weights from {title}")
            self.others.setText(text.format(title=weights.title.replace("&", "&&")))
            self.others.setVisible(True)

    @Slot(int)
    def show_pass(self, number: int) -> None:
        """Check nothing while a network in training answers; its pass is -1 when it no longer does."""
        if self._followed != (number >= 0):
            self._followed = number >= 0
            self._check()

    def _check(self) -> None:
        kind = None if self._in_use is None or self._followed else self._in_use.kind
        for of, action in self.actions.items():
            action.setChecked(of is kind)
        self.others.setChecked(kind is not None and kind not in self.actions)

    @Slot(bool, bool)
    def show_personal(self, in_use: bool, usable: bool) -> None:
        why, tip = self.tr("There are none yet: teach your digits in My digits"), self.tr("Taught with your own digits")
        enable(self.actions[WeightsKind.PERSONAL], in_use or usable, why, tip)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        action.setChecked(True)  # a click on the one in use does not uncheck it
        if action is self.others:
            self._use_others()
            return
        kind = WeightsKind(action.data())
        if kind is WeightsKind.PERSONAL:
            self._use_personal()
        else:
            self._use_shipped(kind)
