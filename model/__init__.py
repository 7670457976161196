"""LeNet-5 of 1998 without a screen: the network, its training, its data. Never Qt, never lenet_gui.

Importing this package loads neither torch nor Qt; only the modules that compute with the network import torch.
"""

__version__ = "0.1.0"
