"""What the program explains in words.

- ``terms``: the texts: each layer, and the terms of the window
- ``card``: shows one of them beside what it is about, on hover or by F1
"""
