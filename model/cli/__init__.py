"""The ``lenet`` command: everything without a window.

- ``entry``: where ``lenet`` begins
- ``ctrl_c``: signals that end it
- ``main``: the command line
- ``parser``: how a wrong option is told, and help of several lines
- ``train``: ``lenet train``
- ``train_options``: its options, one for every setting
- ``teach``: ``lenet teach``
- ``evaluate``: ``lenet evaluate``
- ``recognise``: ``lenet recognize``
- ``read``: ``lenet read``
- ``explain``: ``lenet explain``
- ``options``: options that several commands share
- ``explain_text``: the arithmetic of a unit in words
"""
