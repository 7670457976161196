"""The tour: the network explained layer by layer, at work on the drawing that is on the canvas.

- ``pages``: what it shows, in order
- ``tour_card``: a page at a time, below the canvas
- ``controller``: turns the pages, and shows in the network what each is about
"""
