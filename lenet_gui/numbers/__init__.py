"""Several digits on the canvas: what number they are, and which of them is looked at.

- ``strip``: the reading, each digit below its own ink
- ``lattice_view``: how it was read, as a picture
- ``reading_panel``: both ways to read it, with words, and a switch between them
- ``words``: a number in words
- ``room``: makes room for another digit
- ``sweep_strip``: what a sweep over the row sees, without cuts
- ``sweep_view``: the same in large
- ``sweep_controller``: sweeps while that is wanted
- ``controller``: chooses a digit, and hands the reading to all that show it
"""
