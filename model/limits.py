"""The limits of what is read from files; each is checked before memory is asked for, and told in the error."""

MOST_PIXELS = 50_000_000
"""Of a picture."""
LARGEST_PICTURE_BYTES = 256 * 2**20
"""So many pixels take less, however they are packed."""
MOST_DIGITS = 500_000
"""Of an IDX pair: half a gigabyte at 32x32, eight times MNIST."""

MOST_DRAWN_DIGITS = 50_000
"""Of a file of drawn digits."""
MOST_DRAWN_STROKES = 200_000
MOST_DRAWN_POINTS = 1_000_000
"""Of all of them; three times what thirty people wrote in an afternoon."""
MOST_STROKES = 1_000
"""Of one digit."""
MOST_POINTS = 20_000
"""Of one digit: twenty seconds of the fastest mouse."""
LONGEST_LINE = 2**20
"""Bytes of JSON; so many points take less."""
LARGEST_DRAWN_BYTES = 64 * 2**20
"""Unpacked."""
FARTHEST = 1e9
"""Of a point, in whatever units."""
THINNEST_PEN = 1e-6
"""In canvas units."""

LARGEST_WEIGHTS_BYTES = 16 * 2**20
"""60,000 values take 240 kB; the record of as many drawn digits as can be taught takes 8 MB."""
LARGEST_WEIGHT = 1e6
"""No sum of the network comes near the largest float32 then; what training makes is below 100."""
LARGEST_LOG_BYTES = 16 * 2**20
"""Ten thousand passes take about half of it."""
LARGEST_CHECKPOINT_BYTES = 128 * 2**20
"""A network takes one or two; the rest is for a log and a person's own digits."""
RATE_FACTORS = 0.001, 1000.0
"""The least and the most that a run's rate can be multiplied with."""
MOST_THREADS = 1024
