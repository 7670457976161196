"""How a network is trained: a preset, and below it every setting."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from lenet_gui.base.form_fields import Combo, add_row, narrow_form, set_applies
from lenet_gui.training.forms.distortion_form import DistortionForm
from lenet_gui.training.forms.setting_rows import SettingRows
from model.training.recipes import MODERN, PAPER_1998, PAPER_EQ8, TrainingConfig

_PRESETS = (MODERN, PAPER_1998, PAPER_EQ8)
_CUSTOM = len(_PRESETS)


class RecipeForm(QWidget):
    """Every setting of a TrainingConfig; those that do not apply are disabled, but keep their value.

    Signals:
        changed: a setting has changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset = Combo()
        for name in (self.tr("Modern"), self.tr("Paper 1998"), self.tr("Paper 1998, eq. 8"), self.tr("Custom")):
            self.preset.addItem(name)
        items = self.preset.model()
        if isinstance(items, QStandardItemModel):
            # It says that a setting was changed; there is nothing to choose.
            items.item(_CUSTOM).setEnabled(False)
        self.preset.activated.connect(self._on_preset)
        top = narrow_form()
        add_row(
            top,
            self.tr("Preset"),
            self.preset,
            self.tr(
                "Modern made the default weights. Paper 1998 follows section III.B, with eq. 9 or with eq. 8. "
                "As soon as you change a setting, the recipe is your own."
            ),
        )
        self._rows = SettingRows()
        self.fields = self._rows.fields
        self._rows.edited.connect(self._on_edited)
        self.distortions = DistortionForm()
        self.distortions.changed.connect(self._on_edited)
        self._rows.add_group(self.tr("Distortions"), self.distortions)
        self._top = top
        self._lay_out(top)
        self.set_config(MODERN)
        self._follow()

    def _lay_out(self, top: QFormLayout) -> None:
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its fields take the focus, and it follows them.
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(self._rows)
        # On the page's own background, light and dark.
        self._rows.setAutoFillBackground(False)
        self.scroll_area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 0, 8)
        layout.setSpacing(12)
        top.setContentsMargins(0, 0, 8, 0)
        layout.addLayout(top)
        layout.addWidget(self.scroll_area, 1)

    @property
    def config(self) -> TrainingConfig:
        """The recipe as it stands."""
        values: dict[str, Any] = {name: field.exact for name, field in self.fields.items()}
        return TrainingConfig(**values, distortion=self.distortions.distortion)

    def set_editable(self, editable: bool) -> None:
        """Let the settings be changed, or only be looked at."""
        set_applies(self._top, self.preset, editable)
        self._rows.setEnabled(editable)

    def set_from_random(self, random: bool) -> None:
        """Whether the run starts from random weights; others bring their own squashing function."""
        self._rows.set_from_random(random)
        self._follow()

    def set_config(self, config: TrainingConfig) -> None:
        """Show another recipe."""
        if config != self.config:
            blocked = self.blockSignals(True)
            for name, field in self.fields.items():
                field.set_exact(getattr(config, name))
            self.distortions.set_distortion(config.distortion)
            self.blockSignals(blocked)
            self._on_edited()

    def _follow(self) -> None:
        config = self.config
        self.preset.setCurrentIndex(_PRESETS.index(config) if config in _PRESETS else _CUSTOM)
        self._rows.follow(config)

    @Slot()
    def _on_edited(self) -> None:
        self._follow()
        self.changed.emit()

    @Slot(int)
    def _on_preset(self, index: int) -> None:
        if index < _CUSTOM:
            self.set_config(_PRESETS[index])
