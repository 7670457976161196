"""The two training criteria of section II.C, on a batch of penalties."""

import torch
from torch import Tensor
from torch.nn import functional

from model.network.architecture import NOT_A_DIGIT
from model.training.engine.criterion import Criterion, Loss


def mean_squared_error(penalties: Tensor, labels: Tensor) -> Tensor:
    """Eq. 8: the mean over the batch of the right class's penalty.

    Args:
        penalties: (B, 10).
        labels: (B,), int64.
    """
    return penalties.gather(1, labels[:, None]).mean()


def maximum_a_posteriori(penalties: Tensor, labels: Tensor, rubbish_j: float, penalty_scale: float = 1.0) -> Tensor:
    """Eq. 9: the right class's penalty, plus log(e^-j + sum_i e^-y_i), which pushes the wrong classes' penalties up.

    Where the right class is rubbish, its penalty is j, and all ten penalties are pushed up.

    Args:
        penalties: (B, 10).
        labels: (B,), int64; 10 for what is no digit.
        rubbish_j: the penalty of the "rubbish" class that the paper adds; positive.
        penalty_scale: every penalty is divided by this first. The paper has 1; codes lie at least 48 apart, so the
            softmax inside saturates early, and a larger figure keeps it informative.
    """
    scaled = functional.pad(penalties / penalty_scale, (0, 1), value=rubbish_j)
    contrast = torch.logsumexp(-scaled, dim=1)
    return (scaled.gather(1, labels[:, None]).squeeze(1) + contrast).mean()


def mean_loss(penalties: Tensor, labels: Tensor, criterion: Criterion) -> Tensor:
    """The recipe's criterion: the mean over penalties (B, 10) and labels (B,)."""
    match criterion.loss:
        case Loss.MEAN_SQUARED_ERROR:
            return mean_squared_error(penalties, labels)
        case Loss.MAXIMUM_A_POSTERIORI:
            return maximum_a_posteriori(penalties, labels, criterion.rubbish_j, criterion.penalty_scale)


def loss_and_slopes(penalties: Tensor, labels: Tensor, criterion: Criterion) -> tuple[Tensor, Tensor]:
    """The recipe's criterion and its derivative by every penalty, written out.

    Args:
        penalties: (B, 10).
        labels: (B,), int64; with eq. 9, 10 for what is no digit.
        criterion: which one, with its two figures.

    Returns:
        The mean loss, and (B, 10).
    """
    right = functional.one_hot(labels, NOT_A_DIGIT + 1)[:, :NOT_A_DIGIT].to(penalties.dtype)
    match criterion.loss:
        case Loss.MEAN_SQUARED_ERROR:
            return mean_squared_error(penalties, labels), right / len(labels)
        case Loss.MAXIMUM_A_POSTERIORI:
            # A cross entropy over eleven classes: the "rubbish" class has the same penalty for every digit.
            scaled = functional.pad(penalties / -criterion.penalty_scale, (0, 1), value=-criterion.rubbish_j)
            shares = scaled.log_softmax(dim=1)
            loss = functional.nll_loss(shares, labels)
            return loss, (right - shares.exp()[:, :-1]) / (criterion.penalty_scale * len(labels))
