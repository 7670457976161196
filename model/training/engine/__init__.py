"""Losses and gradients of LeNet-5, written out for speed.

- ``lenet5``: the network in torch
- ``criterion``: which loss, as plain data
- ``loss``: equations 8 and 9, and their derivatives
- ``batched``: the gradient of a batch
- ``buffers``: the working memory of a batch
- ``tiling``: convolutions as matrix products
- ``folding``: parameters in the form that ``batched`` computes with
- ``flat_parameters``: all parameters of a network as one vector
- ``pattern_gradient``: the gradient of one pattern, without torch
- ``one_pattern``: one pattern an update
- ``sdlm``: the curvature for stochastic diagonal Levenberg-Marquardt (appendix C)
"""
