"""Pen strokes as training material, and what is no digit.

- ``reading``: pen patterns from JSON Lines and UNIPEN files
- ``variation``: strokes as another person might have drawn them
- ``shapes``: strokes moved and scaled
- ``marks``: scribbles, marks and specks
- ``rubbish``: every kind of pattern that is no digit
- ``in_row``: fields as a sweep over a row of digits meets them
- ``extras``: pen digits and rubbish beside the digits of a pass
"""
