"""What reads a digit: LeNet-5, its weights, and everything that explains its answers.

- ``architecture``: layer sizes, Table I, parameters and connections as figures
- ``rbf_codes``: the ten 7x12 codes of the output layer (Fig. 3)
- ``weights``: weights as files
- ``weights_info``: what is known of weights: where they come from, what they were taught
- ``parameters``: weights as read-only arrays, and as the arithmetic needs them
- ``forward``: from pictures to every layer's values
- ``backward``: gradients, back to the picture
- ``records``: small records that other modules share
- ``taught``: what is kept of teaching with the weights that it made
- ``wiring``: which unit reads which; everything a unit depends on, and everything that depends on it
- ``recognise``: one picture in, one answer out
- ``recognition``: the answer, with every layer on the way
- ``activations_file``: all activations of an answer as ``.npz``
- ``changes``: maps and units switched off or scaled
- ``explain``: the arithmetic of one unit
- ``words``: units and their arithmetic in words
- ``saliency``: which parts of a drawing an answer depends on
"""
