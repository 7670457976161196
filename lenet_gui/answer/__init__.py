"""The answer and what it rests on.

- ``side``: all of it, one below the other
- ``answer_view``: the digit and one sentence
- ``words``: the sentence, and the rule behind it
- ``naming_bar``: says which digit a drawing is
- ``penalties``: the ten penalties beside their codes
- ``figures``: figures that are painted fast
- ``codes``: the codes as pictures
- ``weights_label``: which weights are in use
"""
