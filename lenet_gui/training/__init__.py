"""The training window.

- ``window``: its parts
- ``controller``: between the training window and the main window; owns the state of the run
- ``run_state``: how a run stands, and what each event makes of that
- ``run_bar``: start, pause, stop, rate
- ``outcome_bar``: what to do with a run that has ended, or was interrupted
- ``misread_page``: confusion matrix and misread digits
- ``confusion``: the confusion matrix
- ``mistakes``: misread digits as pictures
- ``curves``: curves of loss, error and rate
- ``forms``: everything that is set before a run
"""
