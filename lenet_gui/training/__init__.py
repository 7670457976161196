"""The training window.

- ``window``: its parts
- ``controller``: between the training window and the main window
- ``run_bar``: start, pause, stop, rate
- ``outcome_bar``: what becomes of a finished run
- ``offer_bar``: an interrupted run
- ``misread_page``: confusion matrix and misread digits
- ``confusion``: the confusion matrix
- ``mistakes``: misread digits as pictures
- ``questions``: questions before something is lost
- ``curves``: curves of loss, error and rate
- ``forms``: everything that is set before a run
"""
