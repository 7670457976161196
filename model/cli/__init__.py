"""The ``lenet`` command: everything without a window.

- ``main``: the command line and ``lenet evaluate``
- ``train``: ``lenet train``
- ``teach``: ``lenet teach``
- ``recognise``: ``lenet recognize``
- ``explain``: ``lenet explain``
- ``options``: options that several commands share
- ``explain_text``: the arithmetic of a unit in words
- ``explain_data``: the arithmetic of a unit as JSON
"""
