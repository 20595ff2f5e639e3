"""Decide whether two circuits are equal, by the strongest method that their size allows.

Up to 9 qubits as matrices; Clifford circuits of any size by tableau,
and what a compiler makes of them by the normal form of Pauli rotations; wider ones column by column
where the work fits; then MQT QCEC, in its own process with a hard time-out; last, random states,
which are marked ``statistical`` and carry their error bound. Where nothing applies the answer is
undecided, never wrong. What would pass the judge's time is not started.
"""

from grader.judge.equivalence.methods import Equivalence, same_state, same_unitary
from grader.judge.equivalence.states import compare_state
from grader.judge.equivalence.unitaries import compare_unitary

__all__ = ["Equivalence", "compare_state", "compare_unitary", "same_state", "same_unitary"]
