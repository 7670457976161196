"""Labels that are wrong, or look so: named, and left out unless the person is sure of them."""

from dataclasses import replace

import numpy as np

from model.training.engine.lenet5 import LeNet5
from tests.model.hand import flagged_one
from tests.model.teaching.made_up_person import QUICK, answers, hand, taught, with_flags


def test_wrong_labels_are_named_and_left_out(shipped: LeNet5) -> None:
    fields, truth = hand(2)
    wrong = [0, 3, 7, 12, 18]
    said = truth.copy()
    said[wrong] = (truth[wrong] + 4) % 10
    outcome = taught(shipped, (fields, said), measured_on_all=True)
    doubts = outcome.report.doubts
    assert {doubt.position for doubt in doubts} >= set(wrong)
    assert len(doubts) <= 7
    for doubt in doubts:
        assert doubt.left_out
        assert doubt.label == said[doubt.position]
        if doubt.position in wrong:
            assert doubt.looks_like == truth[doubt.position]
    report = outcome.report
    assert report.mnist_after.error_percent <= report.mnist_before.error_percent + 0.3
    assert (np.array(answers(outcome.network, fields)) == truth).mean() >= 0.9


def test_a_single_doubtful_label_is_named_and_left_out(shipped: LeNet5) -> None:
    fields, truth = hand(2)
    said = truth.copy()
    said[4] = 0
    outcome = taught(shipped, (fields, said))
    (doubt,) = outcome.report.doubts
    assert (doubt.position, doubt.label, doubt.looks_like, doubt.left_out) == (4, 0, 4, True)
    assert answers(outcome.network, fields)[4] == 4
    # What was left out was read by a network that never saw it, and counts as misread.
    assert outcome.report.still_wrong.tolist() == [4]


def test_a_label_that_the_person_is_sure_of_is_taught_and_named(shipped: LeNet5) -> None:
    person = with_flags(hand(2), [flagged_one(1)])
    sure = np.zeros(21, dtype=np.bool_)
    sure[-1] = True
    outcome = taught(shipped, person, replace(QUICK, doubt_margin=5.0), sure=sure)
    (doubt,) = outcome.report.doubts
    assert (doubt.position, doubt.label, doubt.looks_like, doubt.left_out) == (20, 1, 7, False)
    assert answers(outcome.network, person[0])[-1] == 1


def test_a_digit_that_is_alone_in_its_class_is_doubted_by_the_network_as_it_was(shipped: LeNet5) -> None:
    """A 4 that was named 9 by a slip of the finger, where there is no other 9."""
    fields, truth = hand(2)
    kept = np.flatnonzero(truth != 9)
    fields, said = fields[kept], truth[kept].copy()
    said[4] = 9
    outcome = taught(shipped, (fields, said))
    (doubt,) = outcome.report.doubts
    assert (doubt.position, doubt.label, doubt.looks_like, doubt.left_out) == (4, 9, 4, True)
    assert (np.array(answers(outcome.network, fields)) == truth[kept]).all()
    unseen, unseen_truth = hand(3, seed=50)
    fours = unseen[unseen_truth == 4]
    assert answers(outcome.network, fours) == [4] * len(fours)


def test_a_person_whose_labels_are_all_doubtful_is_taught_as_they_are(shipped: LeNet5) -> None:
    fields, truth = hand(2)
    said = (truth + 1) % 10
    report = taught(shipped, (fields, said)).report
    assert not any(doubt.left_out for doubt in report.doubts)
    assert report.right_before == 0
