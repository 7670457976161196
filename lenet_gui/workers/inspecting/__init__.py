"""What is asked about a network beside reading with it; each service has a thread of its own.

- ``saliency``: which ink an answer depends on
- ``measuring``: the error of a changed network
- ``surveying``: where each map has its largest and smallest values, in the test digits
- ``comparing``: which of these are nearest to a drawing
"""
