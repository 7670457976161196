"""Everything that runs beside the GUI thread.

- ``recognition``: reads what is drawn
- ``reading``: what runs on the thread that does it
- ``inspecting``: what is asked about a network besides
- ``task_queue``: short tasks in order, whatever may wait for a lock
- ``digit_transfer``: import and export of digits
- ``teaching``: the teaching process, as the window sees it
- ``teaching_process``: the teaching process itself
- ``training``: the training process, as the window sees it
- ``training_messages``: what is asked of it and what it answers
- ``training_questions``: what it is asked besides a run
- ``training_process``: the training process itself
- ``training_entry``: where that process begins
- ``training_preview``: distorted digits to look at
- ``run_store``: where runs keep their checkpoints
- ``child_process``: a process, its start, its end and the messages between
- ``child_side``: the same as seen from that process
"""
