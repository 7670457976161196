"""Everything that is set before a run.

- ``recipe_form``: loss, optimizer, rate and so on
- ``strengths_form``: how strong each distortion is, and how much of rubbish each kind
- ``pattern_preview``: digits and rubbish as training will see them
- ``setup_form``: digits, start, device
- ``stroke_files``: files of pen strokes
- ``digits_kind``: which digits are offered to train on, and the paths that each asks for
- ``own_digits_rows``: a person's own digits
- ``resettable``: whether a setting was changed, and setting it back
- ``fields``: a path with a button, a number that ranges over decades
"""
