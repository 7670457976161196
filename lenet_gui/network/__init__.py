"""Views of the network: feature maps, penalties, the answer."""
