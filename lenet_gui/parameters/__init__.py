"""The parameters window.

- ``window``: its pages
- ``controller``: opens it, and keeps it in step with the main window
- ``weight_pages``: kernels, coefficients and weights, two layers a page
- ``kernel_table``: kernels between the maps at the heads of rows and columns
- ``kernel_set``: which kernels those are, what they are called, and where each lies
- ``histograms``: histograms of weights and activations
- ``layers_page``: the table of layers
- ``layer_figures``: the figures in that table
- ``weight_picture``: a matrix of weights as a picture
- ``bars``: signed figures as bars
- ``scale_bar``: the colour scale of weights, and its round ends
"""
