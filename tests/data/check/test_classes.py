"""What is found in how many examples each class has, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from trainer_core.data.check.classes import class_findings
from trainer_core.data.labels import TaskName

NONE = np.zeros(3, np.int64)


def found(names, training, elsewhere=None, task=TaskName.CLASSIFICATION):
    counts = np.array(training)
    return {
        each.code: each
        for each in class_findings(
            names, counts, np.zeros_like(counts) if elsewhere is None else np.array(elsewhere), task
        )
    }


def test_even_classes_of_some_size_are_no_finding():
    assert not found(("a", "b", "c"), (50, 48, 71), (10, 9, 14))


def test_a_single_class_is_told_by_name():
    assert found(("cat", "dog"), (40, 0))["single-class"].items == ("cat",)


def test_a_class_that_is_only_tested_is_named():
    finding = found(("a", "b", "c"), (40, 40, 0), (5, 5, 5))["unseen-class"]

    assert finding.items == ("c",)
    assert "can never be right: c." in str(finding.message)


def test_a_class_of_few_examples_is_named():
    assert found(("a", "b", "c"), (40, 9, 30))["few-examples"].items == ("b",)


@pytest.mark.parametrize("counts", [(100, 21), (21, 100)])
def test_classes_of_not_quite_the_same_size_are_no_imbalance(counts):
    assert not found(("no", "yes"), counts)


def test_imbalance_offers_to_weigh_and_to_resample():
    finding = found(("common", "rare"), (100, 12))["imbalance"]

    assert finding.items == ("common", "rare")
    assert [dict(offer.values) for offer in finding.offers] == [{"loss.balanced": True}, {"data.resample": True}]


def test_imbalance_of_two_classes_offers_the_weight_of_the_positive_one():
    finding = found(("no", "yes"), (120, 12), task=TaskName.BINARY)["imbalance"]

    assert dict(finding.offers[0].values) == {"loss.positive_weight": 10.0}
