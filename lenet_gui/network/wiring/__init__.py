"""The connections between the layers, always faintly visible.

- ``cables``: where they run, of which sign and how strong
- ``strands``: makes pictures of them
- ``wiring_layer``: these pictures, remade in small steps when layout or weights change
- ``steps``: work in small steps
- ``signal``: how much of a drawing each of them carries
- ``wave``: a brightening that runs from INPUT to OUTPUT after a stroke
"""
