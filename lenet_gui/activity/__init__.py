"""What is going on, or waits for the person, in one quiet line of the main window.

- ``activities``: what there is to say of teaching, from what others know
- ``run_activity``: the same for a training run
- ``strip``: the line
- ``controller``: between the two, and what a click does
"""
