"""Several digits on the canvas: what number they are, and which of them is looked at.

- ``strip``: the reading, each digit below its own ink
- ``words``: a number in words
- ``room``: makes room for another digit
- ``controller``: chooses a digit, and hands the reading to all that show it
"""
