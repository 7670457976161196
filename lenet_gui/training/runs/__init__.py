"""The runs so far, newest first.

- ``history``: where they are kept, without the person having to save each
- ``runs_panel``: the left side of the window
- ``runs_list``: the list of them
- ``run_words``: a run in words
- ``sparkline``: its errors as a small curve
"""
