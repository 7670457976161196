"""What a fit of the upper layers reads, and how it moves them."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.teaching.head import FineTuning, Head, trunk_of
from model.teaching.material import TeachingMaterial
from model.training.engine.lenet5 import LeNet5
from tests.model.teaching.made_up_person import QUICK, few_to_measure_on, hand


def material_of(network: LeNet5, per_digit: int) -> TeachingMaterial:
    fields, labels = hand(per_digit)
    ink, targets = torch.from_numpy(fields.astype(np.float32))[:, None], torch.from_numpy(labels)
    return TeachingMaterial(network, ink, targets, replace(QUICK, mnist_pool=200))


@pytest.fixture(scope="module")
def material(shipped: LeNet5) -> TeachingMaterial:
    """Of twenty digits."""
    made = material_of(shipped, 2)
    with few_to_measure_on():
        assert sum(made.prepare()) == 80 * 20 + 200 + 2000 + 2000
    return made


def test_the_first_variant_is_the_digit_itself_and_no_two_are_alike(
    shipped: LeNet5, material: TeachingMaterial
) -> None:
    fields, _ = hand(2)
    ink = torch.from_numpy(fields.astype(np.float32))[:, None]
    torch.testing.assert_close(material.own[0], trunk_of(shipped).s4_values(ink))
    assert material.own.shape == (80, 20, 400)
    assert len(np.unique(material.own[:, 0].numpy(), axis=0)) == 80


@pytest.mark.parametrize(("per_digit", "variants"), [(1, 80), (4, 80), (10, 40), (60, 8)])
def test_the_fewer_digits_there_are_the_more_variants_each_has(shipped: LeNet5, per_digit: int, variants: int) -> None:
    assert material_of(shipped, per_digit).variants == variants


def test_updates_become_smaller_to_the_end_and_the_start_stays(shipped: LeNet5, material: TeachingMaterial) -> None:
    start = Head(shipped)
    before = [part.clone() for part in start.parameters]
    targets = torch.from_numpy(hand(2)[1])
    tuning = FineTuning(start, material.own, targets, material.beside, replace(QUICK, steps=40), 1)
    moved, last = [], torch.cat([part.flatten() for part in start.parameters])
    for step in tuning:
        now = torch.cat([part.detach().flatten().clone() for part in tuning.head.parameters])
        moved.append(float((now - last).norm()))
        last = now
        assert step == len(moved)
    assert len(moved) == 40
    assert sum(moved[-10:]) < 0.4 * sum(moved[:10])
    assert moved[-1] < 0.1 * moved[0]
    assert all(torch.equal(one, other) for one, other in zip(start.parameters, before, strict=True))
    assert not any(part.requires_grad for part in tuning.head.parameters)


def test_what_is_held_moves_less_than_without_a_hold(shipped: LeNet5, material: TeachingMaterial) -> None:
    def distance(hold: float) -> float:
        targets = torch.from_numpy(hand(2)[1])
        config = replace(QUICK, steps=30, hold=hold)
        tuning = FineTuning(Head(shipped), material.own, targets, material.beside, config, 1)
        for _ in tuning:
            pass
        with torch.no_grad():
            return float((tuning.head.f6(material.beside) - Head(shipped).f6(material.beside)).square().sum(1).mean())

    assert distance(1.0) < 0.5 * distance(0.0)
