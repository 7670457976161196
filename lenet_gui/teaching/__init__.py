"""Teaching the network a person's digits.

- ``controller``: between the digits, the teaching process and the weights in use
- ``personal_weights``: a person's taught weights, in use or not
- ``teach_bar``: starts it, shows its progress, and asks whether to use the outcome
- ``outcome_view``: what it would change
"""
