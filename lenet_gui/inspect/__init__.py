"""The chosen unit, and what would be if it were different.

- ``inspector``: which unit is chosen; keeps its views in step
- ``drawer``: the two tabs below the network
- ``what_if_panel``: the list of changes
- ``factor_row``: one change
- ``change_history``: the changes in force, with undo
"""
