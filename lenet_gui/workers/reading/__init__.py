"""What runs on the thread that reads drawings.

- ``reader``: reads them one after the other, digits and numbers
- ``weights_source``: where its weights lie
- ``sweeping``: sweeps over them, when that is asked for
"""
