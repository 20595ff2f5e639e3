"""Decoders: error rates against the reference on the same shots, forms of the result, cost."""

import numpy as np
import pytest
import stim

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import CheckerFailed
from grader.judge.calls import Returned
from grader.judge.explain import render
from grader.judge.pack import pack, unpack
from grader.judge.run import judge
from grader.judge.syndromes import Experiment, sampled
from grader.judge.task import Case, Task
from grader.verdict import Outcome

OPTIONS = {"ranked": "p = 0.1", "reference": 0.02}
SCORE = {"formula": "objective-v1", "par": 0.021, "best": 0.01}
EXPERIMENT = Experiment(
    label="p = 0.1",
    circuit=stim.Circuit.generated(
        "repetition_code:memory",
        distance=5,
        rounds=3,
        before_round_data_depolarization=0.1,
        before_measure_flip_probability=0.05,
    ),
    shots=20_000,
    panel=20_000,
)


def cases(kind, seed=1):
    batches = sampled([EXPERIMENT], np.random.default_rng(seed), kind=kind, batch=5_000)
    return tuple(
        Case(
            label=batch.label,
            args=(batch.detectors,),
            expected=(batch.observables, batch.reference),
            public=kind == "public",
        )
        for batch in batches
    )


@pytest.fixture(scope="module")
def task(exercise_of):
    exercise = exercise_of("decoder", kind="function", result="array", options=OPTIONS, score=SCORE)
    public, hidden, panel = cases("public"), cases("shots"), cases("panel", 2)
    return Task(exercise=exercise, cases=public + hidden, panel=panel)


@pytest.fixture(scope="module")
def truth(task):
    """What was flipped, and what the reference says, by the bytes of the detection events."""
    return {case.args[0].tobytes(): case.expected for case in task.cases + task.panel}


def judged(task, decoder):
    return judge(task, b"", call=lambda args: Returned(value=encode(decoder(*decode(args)))))


def reference(truth):
    return lambda det: truth[det.tobytes()][1]


def wrong_in(truth, share):
    """Return a decoder that is the reference but for a share of further wrong shots."""

    def decoder(det):
        observables, said = truth[det.tobytes()]
        said = said.copy()
        right = np.flatnonzero((said == observables).all(axis=1))
        off = right[: int(share * len(det))]
        said[off] = ~said[off]
        return said

    return decoder


def test_the_reference_is_accepted_and_costs_what_a_long_run_gave(task, truth):
    verdict = judged(task, reference(truth))
    assert verdict.accepted
    assert (verdict.cost, verdict.points) == (20_000, 9_000)
    assert 0 < verdict.metrics["ler"] < 0.2


def test_a_perfect_decoder_costs_less(task, truth):
    verdict = judged(task, lambda det: truth[det.tobytes()][0])
    assert verdict.accepted
    assert verdict.cost < 20_000


@pytest.mark.parametrize("kind", [bool, np.uint8, np.int64])
def test_whole_numbers_zero_and_one_count_as_bits(kind, task, truth):
    said = reference(truth)
    assert judged(task, lambda det: said(det).astype(kind)).accepted


def test_the_bound_is_factor_and_sigmas_of_the_reference(task, truth):
    rates = [
        np.mean(case.expected[0] != case.expected[1]) for case in task.cases if not case.public
    ]
    rate = float(np.mean(rates))
    slack = 0.1 * rate + 3 * np.sqrt(rate * (1 - rate) / EXPERIMENT.shots)
    assert judged(task, wrong_in(truth, slack - 5e-4)).accepted
    verdict = judged(task, wrong_in(truth, slack + 5e-4))
    assert (verdict.outcome, verdict.reason.key) == ("WA", "logical-error-rate")
    assert verdict.reason.params["pattern"] == "close"


@pytest.mark.parametrize(
    ("name", "pattern"), [("idle", "idle"), ("inverted", "harmful"), ("often", None)]
)
def test_mistakes_are_told_apart_in_both_languages(name, pattern, task, truth):
    said = reference(truth)
    decoder = {
        "idle": lambda det: np.zeros((len(det), 1), dtype=bool),
        "inverted": lambda det: ~said(det),
        "often": wrong_in(truth, 0.1),
    }[name]
    verdict = judged(task, decoder)
    assert (verdict.outcome, verdict.points) == ("WA", 0)
    assert verdict.reason.params.get("pattern") == pattern
    for language in ("en", "ja"):
        assert verdict.reason.params["observed"] in render(verdict, language).what


def test_patterns_have_texts_of_their_own(task, truth):
    said = reference(truth)
    decoders = (
        lambda det: np.zeros((len(det), 1), dtype=bool),
        lambda det: ~said(det),
        wrong_in(truth, 0.1),
    )
    for language in ("en", "ja"):
        assert len({render(judged(task, d), language).next for d in decoders}) == 3


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda said: said[:, 0], "shape"),
        (lambda said: said.T, "shape"),
        (lambda said: said[:-1], "shape"),
        (lambda said: np.hstack([said, said]), "shape"),
        (lambda said: said.astype(float), "type"),
        (lambda said: said.tolist(), "type"),
        (lambda said: 1 - 2 * said.astype(int), "type"),
        (lambda _: None, "type"),
        (lambda said: bool(said[0, 0]), "type"),
    ],
)
def test_another_form_is_refused(change, key, task, truth):
    said = reference(truth)
    verdict = judged(task, lambda det: change(said(det)))
    assert (verdict.outcome, verdict.reason.key) == ("FE", key)
    assert render(verdict, "en").what != render(verdict, "ja").what


def test_a_decoder_that_knows_practice_only_fails_on_the_hidden_shots(task, truth):
    known = {case.args[0].tobytes(): case.expected[0] for case in task.cases if case.public}

    def table(det):
        return known.get(det.tobytes(), np.zeros((len(det), 1), dtype=bool))

    assert judged(task, table).outcome == "WA"


@pytest.mark.parametrize(
    ("returned", "outcome", "key"),
    [
        (Returned(ended=Outcome.TIME_LIMIT_EXCEEDED), "TLE", "call-time"),
        (Returned(error=("ValueError", "no")), "RTE", "call-error"),
        (Returned(error=("NotImplementedError", "")), "NA", "starter"),
        (Returned(refused=("type", "$", "Result")), "FE", "type"),
    ],
)
def test_a_call_that_gives_nothing_ends_the_judgement(returned, outcome, key, task):
    verdict = judge(task, b"", call=lambda _: returned)
    assert (verdict.outcome, verdict.reason.key) == (outcome, key)


def test_something_else_than_a_function_has_the_wrong_form(task):
    assert judge(task, b"").reason.key == "type"


def test_equal_seeds_give_equal_shots_and_other_seeds_others():
    one, same, other = cases("shots", 5), cases("shots", 5), cases("shots", 6)
    for a, b, c in zip(one, same, other, strict=True):
        assert np.array_equal(a.args[0], b.args[0])
        assert not np.array_equal(a.args[0], c.args[0])


def test_batches_cover_all_shots_and_none_is_larger():
    sizes = [len(case.args[0]) for case in cases("shots")]
    assert (sum(sizes), max(sizes)) == (20_000, 5_000)


def test_practice_has_the_public_shots_and_an_estimate_of_the_cost(task, truth):
    practice = unpack(pack(task))
    assert [case.public for case in practice.cases] == [True]
    verdict = judged(practice, reference(truth))
    assert (verdict.outcome, verdict.cost) == ("AC", 20_000)


def test_more_batches_than_calls_are_our_fault(task, exercise_of, truth):
    exercise = exercise_of(
        "decoder", kind="function", result="array", options=OPTIONS, limits={"calls": 3}
    )
    with pytest.raises(CheckerFailed, match="batches"):
        judged(Task(exercise=exercise, cases=task.cases), reference(truth))
