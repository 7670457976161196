"""How a network is trained: every setting, made from what is known of it; those that were changed are marked."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui.base.form_fields import (
    Choice,
    Count,
    ExactSpinBox,
    add_heading,
    add_row,
    explain,
    narrow_form,
    set_applies,
)
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, put_beside, row, scrolled, widget_of
from lenet_gui.training.forms.fields import DecadesSpinBox
from lenet_gui.training.forms.resettable import ResetButton
from lenet_gui.training.forms.strengths_form import StrengthsForm
from model.digits.distortion import Distortion
from model.settings import Setting, settings_of
from model.strokes.rubbish import RubbishMix
from model.training.presets import MODERN
from model.training.recipes import TrainingConfig

TWO_COLUMNS = 110
"""From this width in characters on, distortions lie beside the other settings."""
_SETTINGS = settings_of(TrainingConfig)
SettingField = Choice | Count | ExactSpinBox


def field_for(setting: Setting, default: object) -> SettingField:
    limits = (setting.low, setting.high)
    if setting.choices:
        titles = {member: tr(title) for member, title in setting.choices.items()}
        return Choice(type(next(iter(titles))), titles)
    if isinstance(default, int):
        return Count(limits, int(setting.step))
    if setting.decimals is not None:
        return ExactSpinBox(limits, setting.decimals, setting.step)
    figure = DecadesSpinBox(limits, setting.ladder)
    figure.setSpecialValueText(tr(setting.zero))
    return figure


class RecipeForm(QWidget):
    """Every setting of a TrainingConfig; those that do not apply are disabled, but keep their value.

    ``fields`` has the fields by their names in TrainingConfig, but for the distortions.
    """

    changed = Signal()  # a setting has changed

    def __init__(self) -> None:
        super().__init__()
        self._from_random = True
        self._base = MODERN
        self._form = narrow_form()
        self._form.setContentsMargins(0, 0, 8, 0)
        self._boxes: dict[str, QWidget] = {}
        self.resets: dict[str, ResetButton] = {}
        self.fields = {name: self._add(name, setting) for name, setting in _SETTINGS.items()}
        tip = self.tr("Some training digits with these distortions, chosen at random each time.")
        self.distortions = StrengthsForm(Distortion, tip, self.tr("Other digits"))
        tip = self.tr("Some patterns that are no digit, chosen at random each time.")
        self.rubbish = StrengthsForm(RubbishMix, tip, self.tr("Other rubbish"))
        self._strengths = QVBoxLayout()
        self._strengths.setSpacing(8)  # as near to their heading as the other settings are to theirs
        for title, form in ((self.tr("Distortions"), self.distortions), (self.tr("Kinds of rubbish"), self.rubbish)):
            heading = QLabel(f"<b>{title}</b>")
            heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._strengths.addWidget(heading)
            self._strengths.addWidget(form)
            self._strengths.addSpacing(16)
            form.changed.connect(self._on_edited)
        self._strengths.addStretch()
        self._lay_out()
        self.set_config(MODERN)
        self._follow()

    def _add(self, name: str, setting: Setting) -> SettingField:
        if setting.heading:
            add_heading(self._form, tr(setting.heading))
        field, title = field_for(setting, getattr(MODERN, name)), tr(setting.title)
        field.edited.connect(self._on_edited)
        tip = tr(setting.text)
        if setting.only_with:
            titles = [
                tr(each.choices[member])
                for member in setting.only_with
                for each in _SETTINGS.values()
                if member in each.choices
            ]
            tip += " " + self.tr("Only with: {choices}.").format(choices=", ".join(titles))
        line = row(field, grows=field, margin=0, spacing=2)
        self._boxes[name] = box = widget_of(line)
        box.setFocusProxy(field)
        add_row(self._form, title, box, tip)
        field.setAccessibleName(title)
        explain(field, tip)
        label = self._form.labelForField(box)
        assert isinstance(label, QLabel)
        label.setBuddy(field)  # on Linux, screen readers say of a list what its label is, not its name
        self.resets[name] = ResetButton(title, lambda: self._set_back(name), label)
        line.addWidget(self.resets[name])
        return field

    def _set_back(self, name: str) -> None:
        self.fields[name].set_exact(getattr(self._base, name))
        self._on_edited()

    def _lay_out(self) -> None:
        self._columns = column(column(self._form, None), self._strengths, margin=(0, 0, 8, 0), spacing=24)
        for at in range(2):
            self._columns.setStretch(at, 1)
        self._rows = widget_of(self._columns)
        self.scroll_area = scrolled(self._rows)
        self.setLayout(column(self.scroll_area, margin=(8, 8, 0, 8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        put_beside(self._columns, self.width() > TWO_COLUMNS * self.fontMetrics().averageCharWidth())
        super().resizeEvent(event)

    @property
    def config(self) -> TrainingConfig:
        values: dict[str, Any] = {name: field.exact for name, field in self.fields.items()}
        return TrainingConfig(**values, distortion=self.distortions.values, rubbish_mix=self.rubbish.values)

    def show_top(self) -> None:
        self.scroll_area.verticalScrollBar().setValue(0)

    def set_editable(self, editable: bool) -> None:
        """Whether the settings can be changed, or only looked at."""
        self._rows.setEnabled(editable)

    def set_from_random(self, random: bool) -> None:
        """Whether the run starts from random weights; others bring their own squashing function."""
        if random != self._from_random:
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

    def set_base(self, config: TrainingConfig) -> None:
        """From now on settings count as changed where they differ from this recipe's."""
        self._base = config
        self._follow()

    @property
    def changed_settings(self) -> int:
        changed = sum(bool(field.exact != getattr(self._base, name)) for name, field in self.fields.items())
        return changed + self.distortions.changed_strengths + self.rubbish.changed_strengths

    def _follow(self) -> None:
        config = self.config
        for name, setting in _SETTINGS.items():
            applies = setting.applies_to(config) and (self._from_random or not setting.comes_with_weights)
            set_applies(self._form, self._boxes[name], applies)
            self.resets[name].show_changed(self.fields[name].exact != getattr(self._base, name))
        self.distortions.mark_changes(self._base.distortion)
        self.rubbish.mark_changes(self._base.rubbish_mix)
        self.rubbish.setEnabled(config.rubbish > 0)
        self.rubbish.show_preview(config.rubbish > 0)

    @Slot()
    def _on_edited(self) -> None:
        self._follow()
        self.changed.emit()
