"""What does it find? The test digits in which a map, or a unit, has its largest and its smallest values.

- ``panel``: a map's name, its digits, and how it answers to each class
- ``tiles``: these digits, each with the part that the unit sees
- ``controller``: keeps the page in step with the unit that is chosen, and puts a digit on the canvas
"""
