"""Adds flags to ones and bars to sevens, as in European handwriting; both are rare in MNIST."""

import math

import torch
from torch import Tensor

from model.network.architecture import FIELD_SIZE

_INKED = 0.5
"""From this much ink on, a row belongs to the digit."""


def _draw(ink: Tensor, start: Tensor, end: Tensor, width: Tensor) -> Tensor:
    """Add a straight stroke to each of (N, 32, 32).

    Args:
        ink: 0 to 1.
        start: (N, 2), x and y in pixels; the middle of the first pixel is 0.
        end: likewise.
        width: (N,), in pixels.
    """
    line = torch.arange(FIELD_SIZE, dtype=ink.dtype, device=ink.device)
    points = torch.stack(torch.meshgrid(line, line, indexing="xy"), dim=-1)  # (32, 32, 2)
    along = (end - start)[:, None, None, :]
    offset = points - start[:, None, None, :]
    share = ((offset * along).sum(-1) / along.square().sum(-1).clamp_min(1e-6)).clamp(0, 1)
    distance = (offset - share[..., None] * along).norm(dim=-1)
    return torch.maximum(ink, (width[:, None, None] / 2 + 0.5 - distance).clamp(0, 1))


def _rows(ink: Tensor) -> tuple[Tensor, Tensor]:
    """The first inked row of each digit, and its height in rows."""
    inked = ink.amax(dim=2) > _INKED  # (N, 32)
    top = inked.int().argmax(dim=1)
    bottom = FIELD_SIZE - 1 - inked.flip(1).int().argmax(dim=1)
    return top, (bottom - top + 1).clamp_min(1)


def _middle_of_row(ink: Tensor, row: Tensor) -> Tensor:
    """(N,): the middle of the ink in one row of each digit, x in pixels."""
    values = ink[torch.arange(len(ink), device=ink.device), row]  # (N, 32)
    columns = torch.arange(FIELD_SIZE, dtype=ink.dtype, device=ink.device)
    return (values * columns).sum(dim=1) / values.sum(dim=1).clamp_min(1e-6)


def with_flag(ones: Tensor, chance: Tensor) -> Tensor:
    """Ones with a flag, from the top of the stem down to the left.

    Args:
        ones: (N, 32, 32), 0 to 1.
        chance: (N, 2), -1 to 1: the flag's length and steepness.
    """
    top, height = _rows(ones)
    head, foot = _middle_of_row(ones, top), _middle_of_row(ones, top + height - 1)
    length = (0.5 + 0.25 * chance[:, 0]) * height
    # Angles are measured downwards from the left: an upright stem has 90 degrees. A flag slopes down, or the one would
    # become a seven; it keeps away from the stem, or it would only thicken it.
    stem = torch.rad2deg(torch.atan2(height.to(ones.dtype), head - foot))
    steepest = (stem - 18).clamp(30, 65)
    angle = torch.deg2rad(25 + (steepest - 25) * (0.5 + 0.5 * chance[:, 1]))
    start = torch.stack([head, top + 0.5], dim=1)
    end = start + torch.stack([-length * torch.cos(angle), length * torch.sin(angle)], dim=1)
    # A one is little more than its stem, so ink divided by height is the width of the stem.
    return _draw(ones, start, end, (ones.sum(dim=(1, 2)) / height).clamp(1.5, 4.0))


def with_bar(sevens: Tensor, chance: Tensor) -> Tensor:
    """Sevens with a bar across the stem.

    Args:
        sevens: (N, 32, 32), 0 to 1.
        chance: (N, 3), -1 to 1: the bar's position, length and tilt.
    """
    top, height = _rows(sevens)
    row = top + ((0.55 + 0.1 * chance[:, 0]) * height).long()
    middle = torch.stack([_middle_of_row(sevens, row), row.to(sevens.dtype)], dim=1)
    angle = math.radians(15) * chance[:, 2]
    reach = (0.22 + 0.08 * chance[:, 1]) * height
    half = torch.stack([reach * torch.cos(angle), -reach * torch.sin(angle)], dim=1)
    # The line of a seven is about 1.65 times as long as the seven is high.
    width = (sevens.sum(dim=(1, 2)) / (1.65 * height)).clamp(1.5, 4.0)
    return _draw(sevens, middle - half, middle + half, width)
