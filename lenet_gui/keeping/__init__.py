"""Keeping what is drawn as one of the person's digits.

- ``keeping``: from a name to a digit that is kept
- ``on_canvas``: what of the drawing is kept
- ``naming``: asks before a name is kept that the network contradicts
- ``keep_step``: keeping as a step of the canvas's history
- ``guided_round``: asks for each digit in turn
- ``canvas_side``: the round and the question where one draws
- ``notes``: what is said below the canvas
- ``round_bar``: how far the round is
- ``question_bubble``: a question beside the pen, or beside what was clicked
"""
