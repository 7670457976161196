"""The parameters window.

- ``window``: its pages
- ``controller``: opens it, and keeps it in step with the main window
- ``dense_page``: C5 and F6
- ``subsampling_page``: S2 and S4
- ``histograms_page``: histograms of weights and activations
- ``histogram``: one histogram
- ``layers_page``: the table of layers
- ``layer_figures``: the figures in that table
- ``weight_picture``: a matrix of weights as a picture
- ``bars``: signed figures as bars
- ``scale_bar``: the colour scale of weights
- ``section``: headed sections of a page
- ``page_button``: saves the page in front
- ``limits``: round ends of scales
- ``kernels``: the page with the kernels of C1 and C3
"""
