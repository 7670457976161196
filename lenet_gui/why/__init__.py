"""Views that answer "Why this value?": any unit's arithmetic, term by term."""
