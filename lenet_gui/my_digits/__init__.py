"""The window with a person's digits.

- ``window``: its parts
- ``controller``: keeps what the person draws and names
- ``people``: who is drawing
- ``people_bar``: choosing the person
- ``name_dialog``: asking for a name
- ``names``: names in words
- ``gallery``: the digits as pictures
- ``gallery_model``: what the gallery shows
- ``entries``: one entry of the gallery
- ``tiles``: how an entry is painted
- ``guided_round``: asks for each digit in turn
- ``files``: asks for a file
- ``file_bar``: import and export
"""
