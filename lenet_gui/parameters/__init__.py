"""The network's parameters to look at: kernels, coefficients, weights, histograms, the table of layers."""
