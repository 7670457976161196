"""Photographs of a digit on paper: what of them is the pen's ink.

- ``photograph``: from a photograph to its ink
- ``light``: how dark each place is against its paper, whatever light falls on it
- ``shear``: a picture along straight lines that are nearly level
- ``lines``: printed lines from edge to edge
- ``frames``: a box around the digit
"""
