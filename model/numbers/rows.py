"""Which pieces stand in one row: a number each."""

from collections.abc import Iterable, Sequence

import numpy as np

from model.numbers.pieces import Box, Piece, box_around, usual

Row = tuple[Piece, ...]
"""From left to right."""

_BESIDE = 0.4
"""Pieces stand side by side if they share this part of the lower one's height ..."""
_FARTHEST = 1.5
"""... and are not farther apart than this, in heights of the higher one."""
_LOW, _WIDE = 0.3, 1.2
"""What is lower and not wider, in heights of the others, is a dot or a dash. It joins the nearest row ..."""
_NEAR = 0.35
"""... if that is not farther above or below, in heights of the row, and not farther beside than others may be."""


def in_order(pieces: Iterable[Piece]) -> Row:
    """From left to right by their middles."""
    return tuple(sorted(pieces, key=lambda piece: (piece.middle, piece.box)))


def rows_of(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    """Pieces in rows, from top to bottom; of those at the same height, the left one first."""
    if not pieces:
        return ()
    height = usual(piece.box.height for piece in pieces)
    small = [piece for piece in pieces if piece.box.height < _LOW * height and piece.box.width < _WIDE * height]
    groups = _linked([piece for piece in pieces if piece not in small])
    around = [box_around(piece.box for piece in group) for group in groups]
    strays: list[list[Piece]] = []
    for piece in small:
        away = [_away(piece.box, box) for box in around]
        nearest = min(range(len(away)), key=away.__getitem__)
        if away[nearest] <= 1:
            groups[nearest].append(piece)
        else:
            strays.append([piece])
    return tuple(map(in_order, _in_reading_order(groups + strays)))


def _linked(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand side by side, directly or by way of others."""
    left, top, right, bottom = np.array([piece.box for piece in pieces]).T
    heights = bottom - top
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    apart = np.maximum(left[:, None], left) - np.minimum(right[:, None], right)
    linked = shared >= _BESIDE * np.minimum(heights[:, None], heights)
    linked &= apart <= _FARTHEST * np.maximum(heights[:, None], heights)
    wholes = [piece.whole for piece in pieces]
    linked |= np.equal.outer(wholes, wholes)
    rows, todo = [], set(range(len(pieces)))
    while todo:
        row, fresh = set[int](), {min(todo)}
        while fresh:
            row |= fresh
            fresh = set(np.flatnonzero(linked[sorted(fresh)].any(axis=0)).tolist()) - row
        rows.append([pieces[place] for place in sorted(row)])
        todo -= row
    return rows


def _away(small: Box, row: Box) -> float:
    """How far a small piece is from a row; at 1 it no longer belongs to it."""
    beside = max(row.left - small.right, small.left - row.right, 0.0)
    above = max(row.top - small.bottom, small.top - row.bottom, 0.0)
    return max(beside / _FARTHEST, above / _NEAR) / max(row.height, 1e-9)


def _in_reading_order(groups: list[list[Piece]]) -> list[list[Piece]]:
    boxed = [(box_around(piece.box for piece in group), group) for group in groups]
    ordered: list[tuple[Box, list[Piece]]] = []
    for box, group in sorted(boxed, key=lambda each: (each[0].top, each[0].left)):
        place = len(ordered)
        while place and ordered[place - 1][0].left > box.left and _at_one_height(ordered[place - 1][0], box):
            place -= 1
        ordered.insert(place, (box, group))
    return [group for _, group in ordered]


def _at_one_height(one: Box, other: Box) -> bool:
    return one.shared_height(other) >= _BESIDE * min(one.height, other.height)
