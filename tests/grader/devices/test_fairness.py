"""Quotas and shares are exact at their bounds."""

from fractions import Fraction

import pytest

from grader.devices.fairness import REFERENCE, quota_fault, share
from grader.devices.metering import Charge
from grader.quotas import Quota


def fault(quota: Quota, used: Charge, needed: Charge, company: str | None = "works"):
    return quota_fault(quota, used, needed, month="2026-11", company=company)


@pytest.mark.parametrize(
    ("quota", "unit", "bound"),
    [
        (Quota(circuits=10), "circuits", 10),
        (Quota(shots=1000), "shots", 1000),
        (Quota(quantum_seconds=3), "quantum_ns", 3_000_000_000),
    ],
)
def test_the_last_unit_fits_and_the_next_one_does_not(quota, unit, bound):
    used = Charge(**{unit: bound - 1})
    assert fault(quota, used, Charge(**{unit: 1})) is None
    refused = fault(quota, used, Charge(**{unit: 2}))
    assert refused.code == "quota"
    assert "nothing was run" in refused.en
    assert "何も実行されませんでした" in refused.ja


def test_a_refusal_says_what_is_left_and_whose_it_is():
    refused = fault(Quota(shots=1000), Charge(shots=300), Charge(shots=701))
    assert "works has 700 of 1000 shots left in 2026-11, and this job needs 701" in refused.en
    own = fault(Quota(quantum_seconds=1), Charge(), Charge(quantum_ns=1_500_000_000), company=None)
    assert "your account has 1.000 of 1.000 quantum seconds left" in own.en
    assert "あなたの割り当て" in own.ja


def test_without_a_bound_everything_fits():
    assert fault(Quota(), Charge(shots=10**18), Charge(shots=10**18)) is None


def test_a_share_is_the_largest_part_of_any_bound():
    used = Charge(circuits=10, shots=500, quantum_ns=0)
    assert share(Quota(circuits=100, shots=1000), used) == Fraction(1, 2)
    assert share(Quota(), used) == Fraction(10, REFERENCE.circuits)
    assert share(Quota(shots=0), Charge(shots=1)) == 1


def test_charges_add_up():
    one = Charge(circuits=1, shots=2, quantum_ns=3)
    assert one + one == Charge(circuits=2, shots=4, quantum_ns=6)
    assert one + -one == Charge()
    assert one.at_most(Charge(circuits=5, shots=1, quantum_ns=3)) == Charge(
        circuits=1, shots=1, quantum_ns=3
    )
