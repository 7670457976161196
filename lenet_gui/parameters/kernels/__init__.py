"""The kernels of C1 and C3.

- ``page``: the page
- ``picture``: the kernels as a picture
- ``table``: the kernels in Table I
- ``layout``: where each kernel lies
"""
