"""One training step taken apart, in a window of its own.

- ``controller``: opens the window
- ``step_maker``: where the step comes from, and when it is made again
- ``window``: its parts
- ``source_bar``: which digit, label, loss and rule
- ``error_pictures``: the error signals of all layers, from right to left
- ``picture_layout``: where the layers' maps lie
- ``unit_card``: what arrives at one unit
- ``weights_view``: the weights of its map, and their gradients
- ``story``: one weight, from its gradient to its change
- ``boxes``: the figures of that story
- ``before_after``: the ten penalties before the step and after it
- ``words``: figures, units and weights in words
"""
