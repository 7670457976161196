"""Menus of the main window.

- ``view_menu``: the View menu
- ``network_menus``: the menus Model and Train
- ``weights_menu``: which weights are in use
- ``help``: the Help menu
"""
