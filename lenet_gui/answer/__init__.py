"""The answer and what it rests on.

- ``answer_view``: the digit
- ``penalties``: the ten penalties beside their codes
- ``codes``: the codes as pictures
- ``f6_view``: F6 as a 7x12 picture
- ``weights_label``: which weights are in use
"""
