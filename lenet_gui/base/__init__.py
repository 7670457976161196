"""What all views are made of.

- ``theme``: colours and pixels
- ``colour_scheme``: light or dark
- ``activation_scale``: the colours of activations
- ``elided_label``: a line of text that changes with every answer
- ``cached_layer``: the parts of a view that are painted once
- ``form_fields``: fields of a form
- ``grid``: a rectangle of cells
- ``jobs``: work beside the GUI thread
- ``keys``: keys that all views share
- ``translate``: names and arithmetic in the person's language
- ``pointable``: a view with places to point at
- ``settings``: what is remembered between starts
- ``error_dialogs``: errors, told to the person
- ``image_export``: a widget as PNG or SVG
- ``view_export``: saving and copying views
"""
