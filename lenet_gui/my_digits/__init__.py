"""The window with a person's digits.

- ``window``: its parts
- ``controller``: between the window, the digits and their files
- ``undoable``: changes that can be undone
- ``people``: who is drawing
- ``people_bar``: choosing, adding, renaming and removing people
- ``digit_book``: one person's digits as shown, and the changes on their way to the disk
- ``gallery``: the digits as pictures
- ``gallery_model``: what the gallery shows
- ``tiles``: how a digit of the gallery is painted
- ``transfer_bar``: progress and end of an import or export
- ``export_names``: what an export can be written as, and its file names
"""
