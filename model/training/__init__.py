"""Training runs, from recipe to weights.

- ``recipes``: every setting of training, and the presets
- ``cards``: recipes to choose from, and what they have reached
- ``setup``: a run before it starts: recipe, digits, start, device
- ``run``: one run from setup to files
- ``run_digits``: the digits of a run, and which are held out
- ``own_digits``: a person's own digits in a run
- ``loop``: passes and updates, as an iterator of progress
- ``updates``: one update of the weights, by each optimizer
- ``step_of_run``: what the next update of a run is made of
- ``plain``: the same with torch's autograd: the reference for ``updates``
- ``threads``: how many processor threads are fastest
- ``foretell``: how long a run will take here
- ``schedules``: how the rate changes
- ``progress``: how far a run has come
- ``checkpoint``: a run on disk after each pass
- ``log``: a run as it is remembered
- ``engine``: losses and gradients
- ``step``: one training step taken apart
"""
