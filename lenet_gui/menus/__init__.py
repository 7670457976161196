"""Menus of the main window.

- ``view_menu``: the View menu
- ``help``: the Help menu
"""
