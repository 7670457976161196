"""The window of a person's own digits: whose they are, what they are, and learning from them."""
