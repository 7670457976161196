"""What the test digits tell: which of them a map, or a unit, finds, and which of them the drawing is like.

- ``survey_panel``: what the two pages share
- ``panel``: a map's name, the digits in which it is largest and smallest, and how it answers to each class
- ``neighbours_panel``: the digits that are nearest to the drawing
- ``penalty_plane``: the drawing among all digits, by two penalties
- ``tiles``: digits in rows, each with the part that a unit sees
- ``controller``: keeps the pages in step with unit, pen and weights, and puts a digit on the canvas
"""
