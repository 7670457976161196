"""What is in progress, or waits for the person, in one quiet line of the main window.

- ``activities``: what to say about teaching, from what others know
- ``run_activity``: the same for a training run
- ``strip``: the line
- ``controller``: connects them, and does what a click asks for
"""
