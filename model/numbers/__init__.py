"""Several digits at once: numbers, drawn or in a picture (sections IV to VII).

- ``pieces``: strokes, and where one that runs through several digits is cut
- ``ways``: where connected ink of a picture may be cut
- ``patches``: pictures, and where connected ink that runs through several digits is cut
- ``touching``: pictures whose rows touch, cut between them
- ``rows``: which pieces stand in one row; each is a number
- ``prices``: what a cut costs, from where the pieces lie
- ``lattice``: candidates, cuts and readings as plain data
- ``shortest_path``: the cheapest readings of a lattice
- ``signs``: the digits of a reading, and the one that is looked at
- ``growing``: a reading whose last stroke grows under the pen
- ``reader``: from a drawing to its numbers, group by group, keeping what did not change
- ``swept_row``: what a sweep saw and read of a row, as plain data
- ``sweep``: LeNet-5 over a whole row at once, one answer every four pixels
- ``sweep_reader``: the number that follows from those answers, without cuts
"""
