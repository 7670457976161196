"""Recipes that the person saved by name, kept in the settings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lenet_gui.base.settings import Settings
from model.json_records import from_json, to_json
from model.training.setup import RunSetup

_KEY = "training_recipes"
LONGEST_NAME = 40


@dataclass(frozen=True)
class OwnRecipe:
    """A saved recipe: all of a run before it starts."""

    name: str
    setup: RunSetup


class OwnRecipes:
    """The saved recipes, in the order in which they were saved; what is damaged in the settings is skipped."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.all: tuple[OwnRecipe, ...] = ()
        try:
            found = json.loads(settings.text_of(_KEY, "[]"))
        except (ValueError, RecursionError):
            return
        for values in found if isinstance(found, list) else []:
            try:
                recipe = from_json(OwnRecipe, values)
            except (TypeError, KeyError, ValueError, RecursionError):
                continue
            if self.named(recipe.name) is None:
                self.all = (*self.all, recipe)

    def named(self, name: str) -> OwnRecipe | None:
        return next((recipe for recipe in self.all if recipe.name == name), None)

    def save(self, recipe: OwnRecipe) -> None:
        """Keep a recipe, in the place of one of the same name."""
        if self.named(recipe.name) is None:
            self.keep((*self.all, recipe))
        else:
            self.keep([recipe if each.name == recipe.name else each for each in self.all])

    def remove(self, name: str) -> None:
        self.keep([recipe for recipe in self.all if recipe.name != name])

    def keep(self, recipes: Sequence[OwnRecipe]) -> None:
        self.all = tuple(recipes)
        self._settings.keep(_KEY, json.dumps([to_json(recipe) for recipe in self.all]))
