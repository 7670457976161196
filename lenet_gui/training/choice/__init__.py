"""What to train: cards to choose from.

- ``card``: one recipe as a card
- ``cards_view``: cards side by side
- ``choice_page``: the cards, and what belongs to the chosen one
- ``chosen``: the card that was chosen, and what was changed
- ``deck``: all recipes to choose from, and what is known of each
- ``own_recipes``: recipes that the person saved
- ``recipe_name``: asks for the name of one
- ``summary``: digits and time in words
"""
