"""Everything that is set before a run.

- ``recipe_form``: loss, optimizer, rate and so on
- ``distortion_form``: distortions
- ``distortion_preview``: distorted digits to look at
- ``setup_form``: digits, start, device
- ``stroke_files``: files of pen strokes
- ``digits_kind``: which digits are offered to train on, and the paths that each asks for
- ``own_digits_rows``: a person's own digits
- ``resettable``: whether a setting was changed, and setting it back
- ``fields``: a path with a button, a number that ranges over decades
"""
