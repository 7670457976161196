"""A person's own digits: drawn, labelled, kept on disk.

- ``digit``: one drawn digit and its JSON form
- ``store``: the digits of one person, in memory and on disk
- ``journal``: the file behind a store, safe against crashes
- ``exchange``: export and import formats, JSON Lines and IDX
- ``importing``: digits from a file into a store
- ``people``: everybody who shares the program
- ``person_name``: what a person may be called
"""
