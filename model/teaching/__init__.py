"""Fine-tuning a copy of the network on one person's digits.

- ``teaching``: cross-validation, the fit, and what it would change
- ``material``: the digits it trains and tests on
- ``head``: C5 and F6, the layers that are trained, and the updates
- ``report``: settings and outcome, as plain data
- ``taught_weights``: what is kept with the taught weights
"""
