"""Several digits on the canvas: what number they are, and which of them is looked at.

- ``strip``: the reading, each digit below its own ink
- ``lattice_view``: how it was read, as a picture
- ``lattice_panel``: that picture with words
- ``words``: a number in words
- ``room``: makes room for another digit
- ``controller``: chooses a digit, and hands the reading to all that show it
"""
