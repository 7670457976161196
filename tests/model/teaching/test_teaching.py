"""Teaching a made-up person's digits: what it gains, what it reports, and what never happens."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.digits.datasets import mnist_test
from model.digits.distortion import Distortion
from model.digits.preprocess import ink_of_drawing
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, FloatArray, Squashing
from model.network.weights import load_weights
from model.settings import limits_of
from model.teaching.head import Head, trunk_of
from model.teaching.report import NOT_JUDGED, TeachingConfig, TeachingStage
from model.teaching.teaching import Teaching, TeachingOutcome, folds_of
from model.training.engine.lenet5 import LeNet5, parameters_of, to_input
from tests.model.hand import flagged_one
from tests.model.networks import lively_network
from tests.model.samples import PROPERTY, same_parameters
from tests.model.teaching.made_up_person import QUICK, Person, answers, few_to_measure_on, hand, taught, with_flags

# Folds


@PROPERTY
@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.integers(2, 6), st.integers(0, 1000))
def test_each_class_keeps_examples_in_every_fold(drawn: list[int], folds: int, seed: int) -> None:
    truth = np.array(drawn)
    of = folds_of(truth, folds, seed)
    for label in np.unique(truth):
        own = of[truth == label]
        # A digit that is the only one of its class is never held out; any other is, once.
        assert (own >= 0).all() == (len(own) > 1)
        for fold in range(folds):
            assert (own != fold).any()


# The parts


@pytest.mark.parametrize("squashing", list(Squashing))
def test_trunk_and_head_are_the_network(squashing: Squashing) -> None:
    network = lively_network(squashing)
    ink = torch.rand((7, 1, 32, 32), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        layers = network.activations(to_input(ink))
    s4, head = trunk_of(network).s4_values(ink), Head(network)
    torch.testing.assert_close(s4, layers["S4"].flatten(1), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(head.f6(s4), layers["F6"], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(head.penalties(s4), layers["OUTPUT"], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_head_lies_between_two_and_is_put_on_a_copy(share: float) -> None:
    old, new = lively_network(seed=1), lively_network(seed=2)
    between = Head(old).towards(Head(new), share).on(old)
    for name, values in between.named_parameters():
        first, second = old.get_parameter(name), new.get_parameter(name)
        expected = torch.lerp(first, second, share) if name.startswith(("c5", "f6")) else first
        torch.testing.assert_close(values, expected)
        assert values.data_ptr() != first.data_ptr()


@pytest.mark.parametrize("name", limits_of(TeachingConfig))
def test_settings_have_limits(name: str) -> None:
    low, high = limits_of(TeachingConfig)[name]
    for value in (low - 1, high + 1):
        changed: dict[str, Any] = {name: value}
        with pytest.raises(ValueError, match=name):
            TeachingConfig(**changed)


def test_distortions_have_limits() -> None:
    with pytest.raises(ValueError, match="shear must be 0 to 1, not 3"):
        TeachingConfig(own_distortion=Distortion(shear=3.0))


@pytest.mark.parametrize(
    "broken",
    [
        lambda fields, truth: (fields[:0], truth[:0]),
        lambda fields, truth: (fields, truth[:-1]),
        lambda fields, truth: (fields[:, :28, :28], truth),
        lambda fields, truth: (fields, truth + 1),
        lambda fields, truth: (fields, truth - 1),
    ],
    ids=["none", "label missing", "28x28", "ten", "minus one"],
)
def test_what_is_no_digit_is_refused(
    shipped: LeNet5, broken: Callable[[FloatArray, NDArray[np.int64]], Person]
) -> None:
    with pytest.raises(ValueError, match=r"label"):
        Teaching(shipped, *broken(*hand(1)))


# What comes out


@pytest.fixture(scope="module")
def with_long_flags(shipped: LeNet5) -> TeachingOutcome:
    """Two of each digit, and two ones with a long flag."""
    return taught(shipped, with_flags(hand(2), [flagged_one(1), flagged_one(2)]))


def test_it_generalises_to_unseen_digits_of_the_same_writer(shipped: LeNet5, with_long_flags: TeachingOutcome) -> None:
    unseen = np.stack([ink_of_drawing(flagged_one(seed)) for seed in range(10, 20)])
    assert set(answers(shipped, unseen)) == {7}
    assert answers(with_long_flags.network, unseen).count(1) >= 9
    others, truth = hand(3, seed=50)
    assert (np.array(answers(with_long_flags.network, others)) == truth).mean() >= 0.9


def test_the_recogniser_answers_as_it_was_told(shipped: LeNet5, with_long_flags: TeachingOutcome) -> None:
    fields, truth = with_flags(hand(2), [flagged_one(1), flagged_one(2)])
    before = with_long_flags.report.answers_before.tolist()
    for network, told in ((shipped, before), (with_long_flags.network, truth.tolist())):
        assert [recognise(parameters_of(network), ink, NO_REJECTION).digit for ink in fields] == told


def test_the_report_says_what_would_change(with_long_flags: TeachingOutcome) -> None:
    report = with_long_flags.report
    assert report.changes_anything
    assert len(report.judged) == 22
    assert report.right_before == 20
    assert report.right_after > 20
    assert report.still_wrong.tolist() == np.flatnonzero(report.answers_held_out != report.labels).tolist()
    assert len(report.still_wrong) == 22 - report.right_after
    assert report.answers_before[-2:].tolist() == [7, 7]
    assert (report.mnist_before.count, report.mnist_after.count) == (2000, 2000)
    assert report.seconds > 0


def test_the_network_in_use_stays_as_it_is(shipped: LeNet5, with_long_flags: TeachingOutcome) -> None:
    assert same_parameters(parameters_of(shipped), load_weights(shipped_weights("mnist"))[0])
    assert not torch.equal(shipped.c5.weight, with_long_flags.network.c5.weight)


def test_one_digit_alone_makes_nothing_else_forgotten(shipped: LeNet5) -> None:
    flag = ink_of_drawing(flagged_one(1))[None]
    outcome = taught(shipped, (flag, np.array([1])), measured_on_all=True)
    report = outcome.report
    assert answers(outcome.network, flag) == [1]
    assert report.answers_held_out.tolist() == [NOT_JUDGED]
    assert len(report.judged) == report.right_before == report.right_after == 0
    assert report.doubts == ()
    assert report.mnist_after.error_percent <= report.mnist_before.error_percent + 0.3
    others, truth = hand(3)
    assert (np.array(answers(outcome.network, others)) == truth).mean() >= 0.9


def test_sevens_said_to_be_ones_cost_no_other_digits(shipped: LeNet5) -> None:
    digits = mnist_test()
    sevens = digits.subset(np.flatnonzero(digits.labels == 7)[:6])
    fields = sevens.fields().astype(np.float32)
    fields /= 255
    report = taught(shipped, (fields, np.ones(6, dtype=np.int64)), replace(QUICK, folds=0), measured_on_all=True).report
    assert report.mnist_after.error_percent <= report.mnist_before.error_percent + 0.3


def test_what_would_forget_too_much_goes_a_part_of_the_way_or_nowhere(shipped: LeNet5) -> None:
    person = with_flags(hand(1), [flagged_one(1)])
    wild = replace(QUICK, hold=0.0, rate=0.02, steps=30, folds=0)
    outcome = taught(shipped, person, wild, measured_on_all=True)
    assert outcome.report.share < 1
    assert outcome.report.mnist_after.error_percent <= outcome.report.mnist_before.error_percent + 0.3


def test_a_cancelled_teaching_has_no_outcome(shipped: LeNet5) -> None:
    with few_to_measure_on():
        teaching = Teaching(shipped, *hand(1), QUICK)
        for progress in teaching.run():
            if progress.stage is TeachingStage.TEACHING:
                break
    with pytest.raises(RuntimeError, match="not finished"):
        _ = teaching.outcome


def test_progress_rises_to_its_end_and_the_same_seed_gives_the_same_weights(shipped: LeNet5) -> None:
    brief = replace(QUICK, steps=5, mnist_pool=300)
    networks = []
    for _ in range(2):
        with few_to_measure_on():
            # The last digit is then the only one of its class, and not held out.
            inks, labels = hand(2)
            teaching = Teaching(shipped, inks[:-1], labels[:-1], brief)
            progress = list(teaching.run())
        networks.append(teaching.outcome.network)
    done = [step.done for step in progress]
    assert done == sorted(done)
    assert all(step.done <= step.total for step in progress)
    assert done[-1] == progress[-1].total == progress[0].total
    assert [stage for stage in TeachingStage if stage in {step.stage for step in progress}] == list(TeachingStage)
    for first, second in zip(networks[0].parameters(), networks[1].parameters(), strict=True):
        assert torch.equal(first, second)
