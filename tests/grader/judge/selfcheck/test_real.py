"""Circuits of MQT Bench: equal across levels, refused when mutated, and none crashes the judge."""

import pytest

from grader.judge.selfcheck import real
from grader.judge.selfcheck.check import Report, enter

SMALL = [
    case for case in real.cases() if case.size <= 5 and case.benchmark not in ("qwalk", "grover")
]


@pytest.mark.parametrize("level", real.LEVELS)
def test_small_benchmarks_are_judged_as_a_second_method_measures_them(level):
    report = Report()
    for case in SMALL:
        if case.level == level and (not case.mutation or case.number % 3 == 0):
            enter(report, real.make(case, 4), case.benchmark, case.number, 4)
    assert [found.to_json() for found in report.disagreements] == []
    assert report.accepted >= 8
    assert report.refused >= 2


def chosen(benchmark, size, level, mutation=""):
    (case,) = (
        case
        for case in real.cases()
        if (case.benchmark, case.size, case.level, case.mutation)
        == (benchmark, size, level, mutation)
    )
    return case


@pytest.mark.parametrize(
    ("benchmark", "size", "level"),
    [("qpeexact", 10, "ibm_heron"), ("wstate", 13, "indep"), ("qaoa", 10, "quantinuum")],
)
def test_wide_benchmarks_are_decided(benchmark, size, level):
    report = Report()
    for mutation in ("", "angle changed"):
        case = chosen(benchmark, size, level, mutation)
        enter(report, real.make(case, 1), benchmark, case.number, 1)
    assert [found.to_json() for found in report.disagreements] == []
    assert (report.accepted, report.refused) == (1, 1)


@pytest.mark.parametrize("benchmark", ["ghz", "graphstate"])
def test_clifford_circuits_of_a_hundred_qubits_are_decided(benchmark):
    report = Report()
    pairs = [
        real.make(chosen(benchmark, 100, "ibm_falcon", mutation), 2)
        for mutation in ("", "gate dropped", "qubits exchanged")
    ]
    for number, pair in enumerate(pairs):
        enter(report, pair, benchmark, number, 2)
    assert [found.to_json() for found in report.disagreements] == []
    assert set(report.methods) <= {"clifford", "rotations", "mps"}
    assert report.refused >= 1 <= report.accepted
