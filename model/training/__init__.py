"""Training runs, from recipe to weights.

- ``recipes``: every setting of training
- ``presets``: the recipes that come with the program
- ``cards``: recipes to choose from, and what they have reached
- ``setup``: a run before it starts: recipe, digits, start, device
- ``run``: one run from setup to files
- ``run_digits``: the digits of a run, and which are held out
- ``own_digits``: a person's own digits in a run
- ``loop``: passes and updates, as an iterator of progress
- ``step_of_run``: what the next update of a run is made of
- ``threads``: how many processor threads are fastest
- ``foretell``: how long a run will take here
- ``progress``: how far a run has come
- ``checkpoint``: a run on disk after each pass
- ``checkpoint_log``: the log in it, read without torch
- ``log``: a run as it is remembered
- ``optimizers``: how a gradient becomes new weights
- ``engine``: losses and gradients
- ``step``: one training step taken apart

A run from a notebook, on a few digits and for one pass, so that it takes seconds:

>>> from dataclasses import replace
>>> from model.digits.data_source import DataSource
>>> from model.network.weights import save_weights
>>> from model.training.engine.lenet5 import parameters_of
>>> from model.training.presets import PRESETS
>>> from model.training.run import Run
>>> from model.training.setup import RunSetup
>>> recipe = replace(PRESETS["minute"], passes=1, held_out=500)
>>> run = Run(RunSetup(recipe, DataSource(count=3000), threads=1))
>>> passes = [progress.finished_pass for progress in run.go() if progress.finished_pass]
>>> passes[-1].held_out_error_percent < 50
True
>>> network, info = run.weights(best=False)
>>> save_weights(parameters_of(network), info, "mine.safetensors")
"""
