"""What all views are made of.

- ``theme``: palettes, colours and colour maps
- ``colour_scheme``: light or dark
- ``activation_scale``: the colours of activations
- ``elided_label``: a line of text that changes with every answer
- ``cached_layer``: parts of a view that are painted once
- ``form_fields``: fields of a form
- ``grid``: a rectangle of cells, and where text lies in one
- ``jobs``: work beside the GUI thread
- ``garbage``: Python's garbage collection, on the GUI thread only
- ``keys``: keys that all views share
- ``timers``: timers
- ``translate``: texts and times in the person's language, and the lines of tool tips
- ``pointable``: a view with places to point at
- ``settings``: values kept between starts
- ``error_dialogs``: error dialogs
- ``widgets``: buttons, rows and columns, dialogs for files, questions
"""
