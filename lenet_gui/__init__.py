"""The window: everything that needs Qt. It imports ``model``, never the other way round.

- ``start``: the program's entry
- ``app``: builds the application and hands its parts to each other
- ``closing_signals``: what ends it from outside
- ``main_window``: the main window's parts and wiring
- ``columns``: how it is divided
- ``person_parts``: what belongs to the person who draws
- ``footer``: the line at its bottom
- ``lenet``: the ``lenet`` command as it is installed
- ``smoke_test``: ``lenet-gui --smoke-test``
- ``base``: what all views are made of
- ``menus``: menus of the main window
- ``saving``: what is saved in files that the person chooses
- ``style``: icons, sizes of text, and what all windows have
- ``canvas``: where one draws
- ``drawings``: what comes onto the canvas and leaves it, besides the pen's ink
- ``network``: the picture of the whole network
- ``answer``: the answer and the ten penalties
- ``numbers``: several digits on the canvas
- ``inspect``: the chosen unit, and what if
- ``why``: the arithmetic of a unit
- ``findings``: the digits in which a map is largest and smallest, and those that the drawing is like
- ``parameters``: the parameters window
- ``keeping``: from a drawing to one of a person's digits
- ``my_digits``: the window with a person's digits
- ``teaching``: teaching a person's digits
- ``training``: the training window
- ``training_step``: one training step taken apart
- ``activity``: what is in progress, or waits, in one line
- ``story``: what the program explains in words
- ``tour``: the network explained layer by layer
- ``workers``: everything beside the GUI thread
"""

import os
import sys

# The one beside this package: somebody else's may come first on the path, since the name is a common one.
# Without pathlib, which takes longer to load than all else until Ctrl+C ends the program quietly.
sys.path.insert(0, __file__.rsplit(os.sep, 2)[0])
import model  # noqa: F401 - first of all: it sees to it that numpy, once loaded, keeps to one thread

del sys.path[0]
