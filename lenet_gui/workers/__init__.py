"""Everything that runs beside the GUI thread.

- ``recognition``: reads what is drawn
- ``saliency``: which ink an answer depends on
- ``measuring``: the error of a changed network
- ``task_queue``: short tasks in order, whatever may wait for a lock
- ``digit_transfer``: import and export of digits
- ``teaching``: the teaching process
- ``training``: the training process, as the window sees it
- ``trainer``: the thread that talks to it
- ``training_process``: the training process itself
- ``training_preview``: distorted digits to look at
- ``run_store``: where runs keep their checkpoints
- ``child_process``: starting and ending processes
"""
