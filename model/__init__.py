"""LeNet-5 of 1998 without a screen: the network, its data, its training. Never Qt, never ``lenet_gui``.

Packages, lowest first: each imports only itself and those before it, and any of the modules listed after them, which
import only each other. ``tests/test_layout.py`` checks that.

- ``network``: the network itself, its weights and its answers
- ``digits``: labelled pictures and drawings, and how they are distorted
- ``numbers``: several digits at once
- ``strokes``: pen strokes as training material, and what is no digit
- ``my_digits``: a person's own drawn digits, kept on disk
- ``training``: training runs, from recipe to checkpoint
- ``teaching``: fine-tuning on one person's digits
- ``cli``: the ``lenet`` command
- ``errors``: errors with files, in words
- ``files``: writing files completely or not at all
- ``packed``: reading files that may be packed
- ``limits``: how much is read from files
- ``settings``: a setting's range, words and use, described on its field
- ``json_records``: dataclasses to JSON and back
- ``assets``: the files in ``resources/``

A picture of a digit is an array (H, W), 0 for paper to 1 for full ink:

>>> from model.assets import shipped_weights
>>> from model.digits.datasets import mnist_test
>>> from model.digits.preprocess import ink_of_picture
>>> from model.network.explain import explain
>>> from model.network.recognise import recognise
>>> from model.network.weights import load_weights
>>> from model.network.wiring import Unit
>>> picture = mnist_test().images[0] / 255
>>> parameters, info = load_weights(shipped_weights())
>>> answer = recognise(parameters, ink_of_picture(picture), info.rejection)
>>> answer.digit, answer.verdict.value, answer.layer("C3").shape
(7, 'digit', (16, 10, 10))
>>> why = explain(answer, Unit("C3", map=7, row=2, column=5))
>>> len(why.patches), abs(why.result - why.value) < 1e-5
(4, True)

Digits of your own are read by ``read_pair`` of ``model.digits.datasets`` (IDX), ``read_picture`` of
``model.digits.pictures`` (a photograph or a scan) and ``read_drawings`` of ``model.my_digits.drawing_file`` (pen
strokes). ``ink_of_picture`` and ``ink_of_drawing`` of ``model.digits.preprocess`` make of the last two what
``recognise`` takes. How to train: ``help(model.training)``.
"""

import os

# Before numpy is loaded: its products are too small here to be shared out, and threads that wait for their part of one
# take the processor from those that read other digits, train or paint.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
