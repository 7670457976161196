"""What runs on the thread that reads drawings.

- ``reader``: reads them one after the other, digits and numbers
- ``sweeping``: sweeps over them, when that is asked for
"""
