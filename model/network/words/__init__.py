"""Units and their arithmetic in words, the same in the window and on the command line.

A function that makes up a sentence is given ``tr``, which brings a text into the reader's language.

- ``translation``: what such a function is given
- ``figures``: values as text
- ``unit_names``: what units, maps and blocks are called
- ``arithmetic``: how a unit's value comes about, line by line
"""
