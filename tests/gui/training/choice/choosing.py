"""How the tests look at the cards."""

from lenet_gui.training.choice.card import RecipeCard
from lenet_gui.training.setup_page import SetupPage


def card_of(page: SetupPage, key: str) -> RecipeCard:
    return next(card for card in page.choice.cards.cards if card.key == key)


def chosen(page: SetupPage) -> list[str]:
    return [card.key for card in page.choice.cards.cards if card.isChecked()]
