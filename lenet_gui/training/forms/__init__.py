"""Everything that is set before a run.

- ``recipe_form``: loss, optimizer, rate and so on
- ``decades``: a box for a number that ranges over decades
- ``distortion_form``: distortions
- ``distortion_preview``: distorted digits to look at
- ``setup_form``: digits, start, device
- ``own_digits_rows``: a person's own digits
- ``path_field``: a path with a button
"""
