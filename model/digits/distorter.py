"""Distorts whole batches of digits; all geometric distortions share one resampling, so that ink is blurred only once.

The paper has shifts, scalings, squeezes and horizontal shears (section III.B). Rotations, elastic bends, changes of
stroke thickness, and flags on ones and bars on sevens are this project's.

So that recipes keep their results, six random numbers a digit are always drawn for what is affine, and never more; any
other distortion draws its own only where its strength is not 0.
"""

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from model.digits.distortion import Distortion
from model.digits.flags import with_bar, with_flag
from model.network.architecture import FIELD_SIZE

_GRID = 6


def _bending_fields() -> Tensor:
    """(36, 1024): the share of each point of a 6x6 grid in the displacement of each pixel, by cubic interpolation."""
    identity = torch.eye(_GRID)[None, None]
    spread = functional.interpolate(identity, size=(FIELD_SIZE, _GRID), mode="bicubic", align_corners=True)[0, 0]
    return torch.einsum("ya,xb->abyx", spread, spread).reshape(_GRID**2, FIELD_SIZE**2)


def _of_3x3(extreme: Callable[[Tensor, Tensor], Tensor], ink: Tensor) -> Tensor:
    """The largest or smallest ink in each 3x3 block within the field: what torch's pooling does, but faster."""
    for dim in (2, 3):
        before, after = ink.narrow(dim, 0, FIELD_SIZE - 1), ink.narrow(dim, 1, FIELD_SIZE - 1)
        pairs = extreme(before, after)
        first, last = pairs.narrow(dim, 0, 1), pairs.narrow(dim, FIELD_SIZE - 2, 1)
        ink = extreme(torch.cat([first, pairs], dim), torch.cat([pairs, last], dim))
    return ink


def _centre(ink: Tensor) -> Tensor:
    """(N, 32, 32) -> (N, 2): the centre of mass, x and y in pixels."""
    line = torch.arange(FIELD_SIZE, dtype=ink.dtype, device=ink.device)
    mass = ink.sum(dim=(1, 2)).clamp_min(1e-6)
    x = (ink.sum(dim=1) * line).sum(dim=1) / mass
    y = (ink.sum(dim=2) * line).sum(dim=1) / mass
    return torch.stack([x, y], dim=1)


class Distorter:
    """Distorts batches of ink.

    Args:
        distortion: the strengths.
        generator: random numbers, on the CPU: the same state gives the same digits on any device.
        device: where the digits are.
    """

    def __init__(self, distortion: Distortion, generator: torch.Generator, device: torch.device | str = "cpu") -> None:
        self._distortion = distortion
        self._generator = generator
        self._device = device
        centre = torch.linspace(-1 + 1 / FIELD_SIZE, 1 - 1 / FIELD_SIZE, FIELD_SIZE)
        rows, columns = torch.meshgrid(centre, centre, indexing="ij")
        affine = torch.stack([columns.flatten(), rows.flatten(), torch.ones(FIELD_SIZE**2)])  # (3, 1024)
        fields = torch.cat([affine, _bending_fields()]) if distortion.elastic_px else affine
        self._fields = fields.to(device)

    def _uniform(self, *shape: int) -> Tensor:
        """Uniform in -1..1."""
        return torch.rand(shape, generator=self._generator).to(self._device) * 2 - 1

    def _affine(self, count: int) -> Tensor:
        """(B, 2, 3): from each output pixel to where it reads the input, in grid_sample's coordinates, -1 to 1."""
        d = self._distortion
        angle, scale, squeeze, shear, shift_x, shift_y = self._uniform(6, count)
        angle = angle * math.radians(d.rotation_degrees)
        grow = torch.exp(scale * math.log1p(d.scale))
        squeeze = torch.exp(squeeze * math.log1p(d.squeeze))
        cosine, sine = torch.cos(angle), torch.sin(angle)
        shear = shear * d.shear
        along_x, along_y = squeeze / grow, 1 / (squeeze * grow)
        to_grid = 2 / FIELD_SIZE * d.shift_px
        return torch.stack(
            [
                torch.stack([cosine * along_x, (shear * cosine - sine) * along_y, shift_x * to_grid], dim=1),
                torch.stack([sine * along_x, (shear * sine + cosine) * along_y, shift_y * to_grid], dim=1),
            ],
            dim=1,
        )

    def _thicken(self, ink: Tensor) -> Tensor:
        amount = (self._uniform(ink.shape[0]) * self._distortion.thickness)[:, None, None, None]
        thicker, thinner = _of_3x3(torch.maximum, ink), _of_3x3(torch.minimum, ink)
        return torch.lerp(ink, torch.where(amount > 0, thicker, thinner), amount.abs())

    def _flag(self, ink: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Ones with flags and sevens with bars; and how far their centres of mass moved, (B, 2) in pixels."""
        chance = self._uniform(len(ink), 4)
        chosen = chance[:, 0] < 2 * self._distortion.flags - 1
        flagged, moved = ink.clone(), ink.new_zeros((len(ink), 2))
        for label, add in ((1, with_flag), (7, with_bar)):
            which = torch.nonzero(chosen & (labels == label)).flatten()
            if len(which):
                before = ink[which, 0]
                after = add(before, chance[which, 1:])
                flagged[which, 0] = after
                moved[which] = _centre(after) - _centre(before)
        return flagged, moved

    def __call__(self, ink: Tensor, labels: Tensor) -> Tensor:
        """Distort a batch.

        Args:
            ink: (B, 1, 32, 32), 0 for background to 1 for full ink.
            labels: (B,), 0 to 9.

        Returns:
            A new tensor of the same shape and range.
        """
        d = self._distortion
        if d.is_none:
            return ink
        count = ink.shape[0]
        affine = self._affine(count)
        if d.flags:
            ink, moved = self._flag(ink, labels)
            # Digits are centred by their mass: undo what the new stroke moved.
            affine[:, :, 2] += moved * (2 / FIELD_SIZE)
        if d.thickness:
            ink = self._thicken(ink)
        amounts = affine.view(-1, 3)
        if d.elastic_px:
            bends = self._uniform(count, 2, _GRID, _GRID) * (2 / FIELD_SIZE * d.elastic_px)
            amounts = torch.cat([amounts, bends.view(-1, _GRID**2)], dim=1)
        # Each displacement is a sum of a few fixed fields, so one matrix product serves all digits.
        grid = (amounts @ self._fields).view(count, 2, FIELD_SIZE, FIELD_SIZE).permute(0, 2, 3, 1)  # (B, 32, 32, 2)
        return functional.grid_sample(ink, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
