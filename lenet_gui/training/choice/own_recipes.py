"""Recipes that the person saved by name, kept in the settings."""

import json
from contextlib import suppress

from lenet_gui.base.settings import Settings
from model.json_records import from_json, to_json
from model.training.setup import RunSetup

_KEY = "training_recipes"
LONGEST_NAME = 40


class OwnRecipes:
    """The saved recipes by name, in the order in which they were saved; what is damaged in the settings is skipped."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.all: dict[str, RunSetup] = {}
        try:
            found = json.loads(settings.text_of(_KEY, "[]"))
        except (ValueError, RecursionError):
            return
        for values in found if isinstance(found, list) else []:
            with suppress(TypeError, KeyError, ValueError, RecursionError):
                self.all.setdefault(str(values["name"]), from_json(RunSetup, values["setup"]))

    def keep(self, recipes: dict[str, RunSetup]) -> None:
        self.all = recipes
        self._settings.keep(_KEY, json.dumps([{"name": name, "setup": to_json(recipes[name])} for name in recipes]))
