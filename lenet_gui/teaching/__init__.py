"""Teaching a person's digits.

- ``controller``: between the digits, the teaching process and the weights in use
- ``personal_weights``: what was taught, in use or not
- ``teach_bar``: starts it and shows its progress
- ``outcome_view``: what it would change
"""
