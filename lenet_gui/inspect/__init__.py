"""The chosen unit: its arithmetic, what it finds, and what if it were changed.

- ``inspector``: keeps all views of the chosen unit in step
- ``drawer``: the pages below the network, closed at first
- ``what_if_panel``: scales maps and units, measures the error
- ``without_each``: the error without each map of a layer
- ``change_list``: the changes, each with a button that removes it
- ``change_history``: the changes, with undo
"""
