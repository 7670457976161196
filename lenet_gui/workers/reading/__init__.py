"""What runs on the thread that reads drawings.

- ``reader``: reads them one after the other, digits and numbers, and sweeps over them
- ``weights_source``: where its weights lie
"""
