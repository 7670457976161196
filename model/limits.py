"""Limits on what is read from files; each is checked before memory is allocated, and named in the error."""

MOST_PIXELS = 50_000_000
"""The most pixels of one picture."""
LARGEST_PICTURE_BYTES = 256 * 2**20
"""The largest file of one picture; ``MOST_PIXELS`` take less, however they are compressed."""
MOST_DIGITS = 500_000
"""The most digits of an IDX pair: half a gigabyte at 32x32, eight times MNIST."""

MOST_DRAWN_DIGITS = 50_000
"""The most digits of a file of drawn digits."""
MOST_DRAWN_STROKES = 200_000
"""The most strokes of such a file."""
MOST_DRAWN_POINTS = 1_000_000
"""The most points of such a file: three times what thirty people wrote in an afternoon."""
MOST_STROKES = 1_000
"""The most strokes of one drawn digit."""
MOST_POINTS = 20_000
"""The most points of one drawn digit: twenty seconds of the fastest mouse."""
LONGEST_LINE = 2**20
"""The most bytes of one line of JSON; ``MOST_POINTS`` take less."""
LARGEST_DRAWN_BYTES = 64 * 2**20
"""The most bytes of a file of drawn digits, after unpacking."""
FARTHEST = 1e9
"""How far a point may lie from the origin, in whatever units."""
THINNEST_PEN = 1e-6
"""The smallest width of a pen, in canvas units."""

LARGEST_WEIGHTS_BYTES = 16 * 2**20
"""The largest file of weights: 60,000 values take 240 kB, the record of as many digits as can be taught 8 MB."""
LARGEST_WEIGHT = 1e6
"""The largest absolute value of a weight: sums stay far below the largest float32. Training stays below 100."""
LARGEST_LOG_BYTES = 16 * 2**20
"""The largest training log; ten thousand passes take about half of it."""
LARGEST_CHECKPOINT_BYTES = 128 * 2**20
"""The largest checkpoint: a network takes one or two MB, the rest is for a log and a person's own digits."""
RATE_FACTORS = 0.001, 1000.0
"""The smallest and the largest factor by which the rate of a run can be changed."""
MOST_THREADS = 1024
"""The most threads that a run can ask for."""
MOST_THREADS_USED = 16
"""However many are asked for: more are of no use to so small a network, and where they cannot be started, torch ends
the process."""
