"""Menus of the main window.

- ``view_menu``: the View menu
- ``weights_menu``: which weights are in use
- ``help``: the Help menu
"""
