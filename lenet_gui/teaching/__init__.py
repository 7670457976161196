"""Teaching the network a person's digits.

- ``controller``: between the digits and the teaching process
- ``record``: what was taught so far; weights that wait for a decision
- ``comparing``: how two sets of weights read the person's digits
- ``outcome_controller``: what teaching would change, shown and decided
- ``personal_weights``: a person's taught weights, in use or not
- ``teach_bar``: starts it, shows its progress, and asks what has to be asked
- ``outcome_view``: two networks compared, as bars
- ``changed_digits``: digits that they read differently
- ``doubtful_labels``: labels that look wrong, with a choice
- ``words``: what teaching would change, in words
"""
