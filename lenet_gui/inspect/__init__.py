"""The chosen unit: its arithmetic, and what if it were changed.

- ``inspector``: keeps all views of the chosen unit in step
- ``drawer``: the tabs below the network
- ``what_if_panel``: scales maps and units, measures the error
- ``change_history``: the changes, with undo
"""
