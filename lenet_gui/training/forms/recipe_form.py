"""How a network is trained: a preset, and below it every setting, made from what is known of it."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from lenet_gui.base.form_fields import Choice, Combo, Count, Figure, add_heading, add_row, narrow_form, set_applies
from lenet_gui.base.widgets import column
from lenet_gui.training.forms.distortion_form import StrengthsForm, translated
from lenet_gui.training.forms.fields import DecadesFigure
from model.digits.distortion import Distortion
from model.settings import Setting, settings_of
from model.strokes.rubbish import RubbishMix
from model.training.recipes import DEFAULT, MODERN, PAPER_1998, PAPER_EQ8, TrainingConfig

_PRESETS = (DEFAULT, MODERN, PAPER_1998, PAPER_EQ8)
_CUSTOM = len(_PRESETS)
_SETTINGS = settings_of(TrainingConfig)
SettingField = Choice | Count | Figure


def field_for(setting: Setting, default: object) -> SettingField:
    limits = (setting.low, setting.high)
    if setting.choices:
        titles = {member: translated(title) for member, title in setting.choices.items()}
        return Choice(type(next(iter(titles))), titles)
    if isinstance(default, int):
        return Count(limits, int(setting.step))
    if setting.decimals is not None:
        return Figure(limits, setting.decimals, setting.step)
    figure = DecadesFigure(limits, setting.ladder)
    figure.setSpecialValueText(translated(setting.zero))
    return figure


class RecipeForm(QWidget):
    """Every setting of a TrainingConfig; those that do not apply are disabled, but keep their value.

    ``fields`` has the fields by their names in TrainingConfig, but for the distortions.
    """

    changed = Signal()  # a setting has changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from_random = True
        self.preset = Combo()
        self.preset.addItems(
            [
                self.tr("Default"),
                self.tr("Modern"),
                self.tr("Paper 1998"),
                self.tr("Paper 1998, eq. 8"),
                self.tr("Custom"),
            ]
        )
        items = self.preset.model()
        if isinstance(items, QStandardItemModel):
            # It says that a setting was changed; there is nothing to choose.
            items.item(_CUSTOM).setEnabled(False)
        self.preset.activated.connect(self._on_preset)
        self._top = narrow_form()
        self._top.setContentsMargins(0, 0, 8, 0)
        tip = self.tr(
            "Default made the default weights from the MNIST-only ones, with pen digits and rubbish; Modern made the "
            "MNIST-only ones. Paper 1998 follows section III.B, with eq. 9 or with eq. 8. "
            "As soon as you change a setting, the recipe is your own."
        )
        add_row(self._top, self.tr("Preset"), self.preset, tip)
        self._form = narrow_form()
        self._form.setContentsMargins(0, 0, 8, 0)
        self.fields = {name: self._add(name, setting) for name, setting in _SETTINGS.items()}
        tip = self.tr("Some training digits with these distortions, drawn by chance anew each time.")
        self.distortions = StrengthsForm(Distortion, tip, self.tr("Other digits"))
        tip = self.tr("Some patterns that are no digit, drawn by chance anew each time.")
        self.rubbish = StrengthsForm(RubbishMix, tip, self.tr("Other rubbish"))
        for title, form in ((self.tr("Distortions"), self.distortions), (self.tr("Kinds of rubbish"), self.rubbish)):
            add_heading(self._form, title)
            self._form.addRow(form)
            form.changed.connect(self._on_edited)
        self._lay_out()
        self.set_config(MODERN)
        self._follow()

    def _add(self, name: str, setting: Setting) -> SettingField:
        if setting.heading:
            add_heading(self._form, translated(setting.heading))
        field = field_for(setting, getattr(MODERN, name))
        field.edited.connect(self._on_edited)
        tip = translated(setting.text)
        if setting.only_with:
            titles = [
                translated(each.choices[member])
                for member in setting.only_with
                for each in _SETTINGS.values()
                if member in each.choices
            ]
            tip += " " + self.tr("Only with: {choices}.").format(choices=", ".join(titles))
        add_row(self._form, translated(setting.title), field, tip)
        return field

    def _lay_out(self) -> None:
        self._rows = QWidget()
        self._rows.setLayout(self._form)
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
        layout = column(self._top, self.scroll_area, grows=self.scroll_area)
        layout.setContentsMargins(8, 8, 0, 8)
        layout.setSpacing(12)
        self.setLayout(layout)

    @property
    def config(self) -> TrainingConfig:
        values: dict[str, Any] = {name: field.exact for name, field in self.fields.items()}
        return TrainingConfig(**values, distortion=self.distortions.values, rubbish_mix=self.rubbish.values)

    def set_editable(self, editable: bool) -> None:
        """Let the settings be changed, or only be looked at."""
        set_applies(self._top, self.preset, editable)
        self._rows.setEnabled(editable)

    def set_from_random(self, random: bool) -> None:
        """Whether the run starts from random weights; others bring their own squashing function."""
        self._from_random = random
        self._follow()

    def set_config(self, config: TrainingConfig) -> None:
        if config != self.config:
            with QSignalBlocker(self):
                for name, field in self.fields.items():
                    field.set_exact(getattr(config, name))
                self.distortions.set_values(config.distortion)
                self.rubbish.set_values(config.rubbish_mix)
            self._on_edited()

    def _follow(self) -> None:
        config = self.config
        self.preset.setCurrentIndex(_PRESETS.index(config) if config in _PRESETS else _CUSTOM)
        for name, setting in _SETTINGS.items():
            applies = setting.applies_to(config) and (self._from_random or not setting.comes_with_weights)
            set_applies(self._form, self.fields[name], applies)
        self.rubbish.setEnabled(config.rubbish > 0)

    @Slot()
    def _on_edited(self) -> None:
        self._follow()
        self.changed.emit()

    @Slot(int)
    def _on_preset(self, index: int) -> None:
        if index < _CUSTOM:
            self.set_config(_PRESETS[index])
