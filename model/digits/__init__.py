"""Digits as data: pictures, drawings, data sets.

- ``datasets``: IDX files, and the MNIST that comes with the program
- ``data_source``: which digits to train on, as plain data
- ``survey``: where each map has its largest and smallest value, digit by digit, as plain data
- ``surveying``: finds these
- ``neighbours``: which digits of a survey are nearest to a drawing
- ``reading``: from a data source to digits
- ``pictures``: picture files to ink
- ``connected``: connected pieces of ink
- ``photo``: what of a photograph is ink
- ``drawing``: strokes as data
- ``preprocess``: from ink to the 32x32 field, as MNIST was made
- ``growing``: the same while the pen draws
- ``distortion``: how strongly digits are distorted, as plain data
- ``distorter``: distorts whole batches
- ``flags``: flags on ones and bars on sevens
- ``evaluation``: error, confusion matrix and misread digits of a network
"""
