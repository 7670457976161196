"""The training window.

- ``window``: its parts
- ``controller``: between the training window and the main window; owns the state of the run
- ``run_state``: how a run stands, and what each event makes of that
- ``setup_page``: what to choose before a run
- ``start_bar``: below it, what Start runs
- ``undo_bar``: what one click took away
- ``choice``: cards to choose from
- ``forms``: everything that can be set before a run
- ``run_page``: one run, and what to do with it
- ``run_bar``: pause, stop, rate
- ``outcome_bar``: what to do with a run that has ended, or was interrupted
- ``misread_page``: confusion matrix and misread digits
- ``confusion``: the confusion matrix
- ``mistakes``: misread digits as pictures
- ``curves``: curves of loss, error and rate
- ``runs``: the runs so far
"""
