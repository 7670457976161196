"""The fields of a recipe, but for its distortions, made from what is known of each setting."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lenet_gui.base.form_fields import Choice, Count, Figure, add_heading, add_row, narrow_form, set_applies
from lenet_gui.training.curves.decades import DecadesFigure
from model.settings import Setting, settings_of
from model.training.recipes import MODERN, TrainingConfig

SettingField = Choice | Count | Figure


def translated(text: str) -> str:
    """A text that was marked in the model."""
    return QCoreApplication.translate("", text) if text else ""


def field_for(setting: Setting, default: object) -> SettingField:
    """The field in which a setting is changed."""
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


class SettingRows(QWidget):
    """All settings in groups, one below the other; ``fields`` has their fields by their names in TrainingConfig.

    Signals:
        edited: the person changed one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = narrow_form()
        self._form.setContentsMargins(0, 0, 8, 0)
        self.setLayout(self._form)
        self.fields: dict[str, SettingField] = {}
        self._settings: Mapping[str, Setting] = settings_of(TrainingConfig)
        self._from_random = True
        for name, setting in self._settings.items():
            self._add(name, setting)

    def _add(self, name: str, setting: Setting) -> None:
        if setting.heading:
            add_heading(self._form, translated(setting.heading))
        field = self.fields[name] = field_for(setting, getattr(MODERN, name))
        field.edited.connect(self.edited)
        tip = translated(setting.text)
        if setting.only_with:
            titles = [translated(self._title_of(member)) for member in setting.only_with]
            tip += " " + self.tr("Only with: {choices}.").format(choices=", ".join(titles))
        add_row(self._form, translated(setting.title), field, tip)

    def _title_of(self, member: object) -> str:
        return next(setting.choices[member] for setting in self._settings.values() if member in setting.choices)

    def add_group(self, title: str, group: QWidget) -> None:
        """Add something below all settings."""
        add_heading(self._form, title)
        self._form.addRow(group)

    def follow(self, config: TrainingConfig) -> None:
        """Disable what does not apply to a recipe."""
        for name, setting in self._settings.items():
            applies = setting.applies_to(config) and (self._from_random or not setting.comes_with_weights)
            set_applies(self._form, self.fields[name], applies)

    def set_from_random(self, random: bool) -> None:
        """Whether the run starts from random weights; it counts with the next :meth:`follow`."""
        self._from_random = random
