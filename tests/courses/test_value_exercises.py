"""Figures of exercises that rank a measured value: what is stated is what comes out."""

import numpy as np
import pytest
import stim
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit.quantum_info import Statevector

from grader.judge.fault import Fault
from grader.judge.syndromes import sampled
from tests.content import CATALOG, judge_of

BEST_ANGLES = (0.50853, 0.92795, 1.07785, -0.27566)


def test_no_grouping_of_the_lih_labels_can_have_fewer_groups_than_the_best():
    judge = judge_of("qwc-groups")
    whole = [label for label in judge.LABELS if "I" not in label]
    # Two of these differ in some letter there, so that no group holds two.
    assert len(judge.LABELS) == len(set(judge.LABELS)) == 100
    assert len(set(whole)) == CATALOG.exercise("qwc-groups").score.best


@given(seed=st.integers(0, 10**6))
def test_faults_of_groups_are_found_by_both_methods(seed):
    judge = judge_of("qwc-groups")
    rng = np.random.default_rng(seed)
    groups = [[label] for label in judge.LABELS]
    while len(groups) > 27:
        groups.sort(key=len)
        small = groups.pop(0)
        fits = [g for g in groups if not any(judge.first_clash([a, b]) for a in g for b in small)]
        if not fits:
            groups.append(small)
            break
        fits[rng.integers(len(fits))].extend(small)
    few = len(groups) <= judge.MOST
    assert (judge.second(groups) is not None) == few
    if few:
        assert judge.objective(groups, None) == len(groups)
    one, two = rng.choice(len(groups), 2, replace=False)
    groups[one].append(groups[two][0])
    with pytest.raises(Fault):
        judge.objective(groups, None)
    assert judge.second(groups) is None


@settings(deadline=None, max_examples=20)
@given(angles=st.tuples(*[st.floats(-4, 4)] * 4))
def test_the_ratio_is_that_of_the_circuit_in_the_statement(angles):
    judge = judge_of("maxcut-8-angles")
    ratio = judge.objective(list(angles), None)
    assert 0 <= ratio <= 1
    said = judge.second(angles)
    assert (said is not None) == (ratio >= 0.86 + 1e-9)


def test_the_best_known_ratio_is_a_maximum_and_can_be_reached():
    judge = judge_of("maxcut-8-angles")
    top = judge.objective(list(BEST_ANGLES), None)
    assert top >= CATALOG.exercise("maxcut-8-angles").score.best
    assert f"{top:.4f}" in judge.second(BEST_ANGLES)
    rng = np.random.default_rng(1)
    for _ in range(50):
        near = np.array(BEST_ANGLES) + rng.normal(0, 0.02, 4)
        assert judge.objective(list(near), None) <= top + 1e-9


def test_the_w_states_that_are_asked_for_are_the_labels_with_a_single_one():
    judge = judge_of("w-state-n")
    drawn = judge.cases(np.random.default_rng(3))
    assert sorted(case.args[0] for case in drawn) == list(range(2, 9))
    for case in drawn:
        shares = Statevector(case.expected).probabilities_dict()
        assert all(label.count("1") == 1 for label in shares)
        assert len(shares) == case.args[0]
    score = CATALOG.exercise("w-state-n").score
    assert score.par == sum(judge.limits(case).n2q for case in drawn)
    assert score.best == sum(2 * n - 3 for n in range(2, 9))


def test_the_reference_rate_of_the_decoder_is_that_of_a_run():
    exercise = CATALOG.exercise("surface-d3-decoder")
    experiments = judge_of("surface-d3-decoder").experiments()
    assert all(isinstance(one.circuit, stim.Circuit) for one in experiments)
    (ranked,) = [one for one in experiments if one.label == exercise.options["ranked"]]
    batches = sampled([ranked], np.random.default_rng(7), kind="panel", batch=10**6)
    (batch,) = batches
    rate = float(np.mean(batch.reference != batch.observables))
    stated = exercise.options["reference"]
    assert abs(rate - stated) <= 4 * np.sqrt(stated * (1 - stated) / ranked.panel)
    assert exercise.score.best < stated <= exercise.score.par
