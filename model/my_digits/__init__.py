"""A person's own digits: drawn, labelled, kept on disk.

- ``digit``: one drawn digit and its JSON form
- ``store``: the digits of one person, in memory and on disk
- ``importing``: how a file's digits are added
- ``journal``: the file behind a store, safe against crashes
- ``drawing_file``: one drawing without a label, in a file or on the clipboard
- ``formats``: the file formats, JSON Lines and IDX
- ``people``: everybody who shares the program
- ``person_name``: what a person may be called
- ``removed``: who was removed, and can be brought back
"""
