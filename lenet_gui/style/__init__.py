"""How windows look, and what all of them have.

- ``icon_button``: a button that shows an icon, in the colour of the text
- ``lit``: buttons in the accent's colour
- ``text_size``: the size of all text, and the few sizes beside the usual one
- ``flat_style``: the program's style, over Qt's Fusion
- ``controls``: how it paints buttons, fields, boxes, sliders, tabs and bars
- ``popups``: how it paints menus and tool tips
- ``spacing``: room between things
- ``outline``: a line around a picture
- ``edges``: movable edges between the parts of a window
- ``tabs``: pages with tabs
- ``flow``: a row that continues on the next line
- ``dressed``: what has to be done again when colours or text change
- ``motion``: whether things may move by themselves
- ``spoken``: what painted views tell screen readers
- ``child_window``: what all windows beside the main one have
"""
