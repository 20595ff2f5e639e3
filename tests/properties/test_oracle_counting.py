"""Circuits with known uses of an oracle: the judge counts them and puts the circuit there."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.circuit import library
from qiskit.quantum_info import Operator

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.opaque import OpaqueGate
from grader.judge.metered import plain_gates
from grader.judge.oracles import Places

WIDTH = 4


def hidden(seed):
    """Return a circuit on two qubits that is neither its inverse nor free of a global phase."""
    rng = np.random.default_rng(seed)
    circuit = QuantumCircuit(2, global_phase=rng.uniform(0, 6))
    circuit.u(*rng.uniform(-3, 3, size=3), 0)
    circuit.cx(0, 1)
    circuit.p(rng.uniform(-3, 3), 1)
    circuit.rzz(rng.uniform(-3, 3), 0, 1)
    return circuit


class Builder:
    """Builds a circuit with the oracle in it, and the same one with the oracle's circuit."""

    def __init__(self, draw, known):
        self.draw, self.known = draw, known

    def body(self, width, depth):
        """Return (with opaque gates, with the circuit, uses), the first two as circuits."""
        opaque, plain, uses = QuantumCircuit(width), QuantumCircuit(width), 0
        for _ in range(self.draw(st.integers(0, 3))):
            kind = self.draw(st.sampled_from(["gate", "oracle", "composite", "repeat"]))
            places = self.draw(st.permutations(range(width)))
            if kind == "gate":
                opaque.rx(0.3, places[0])
                plain.rx(0.3, places[0])
            elif kind == "oracle":
                uses += self.oracle(opaque, plain, places)
            elif depth:
                inner, outer, count = self.body(2, depth - 1)
                times = self.draw(st.integers(1, 3)) if kind == "repeat" else 1
                opaque.append(inner.to_gate(label="cx").repeat(times), places[:2])
                plain.append(outer.to_gate().repeat(times), places[:2])
                uses += count * times
        return opaque, plain, uses

    def oracle(self, opaque, plain, places):
        power = self.draw(st.integers(-3, 3))
        controls = self.draw(st.integers(0, len(places) - 2))
        state = self.draw(st.integers(0, (1 << controls) - 1))
        gate = OpaqueGate("f", 2).power(power)
        act = library.UnitaryGate(Operator(self.known).power(power))
        if controls:
            gate = gate.control(controls, ctrl_state=state)
            act = act.control(controls, ctrl_state=state)
        opaque.append(gate, places[: controls + 2])
        plain.append(act, places[: controls + 2])
        return abs(power)


@settings(max_examples=30, deadline=None)
@given(st.data(), st.integers(0, 1000))
def test_the_count_is_that_of_the_construction_and_the_circuit_acts_as_it(data, seed):
    known = hidden(seed)
    opaque, plain, uses = Builder(data.draw, known).body(WIDTH, 2)
    received = decode(encode(opaque), oracles={"f": 2})
    placed = Places(hidden={"f": known}, max_operations=200_000).place(received)
    assert placed.uses == uses
    assert np.allclose(Operator(placed.whole).data, Operator(plain).data, atol=1e-9)
    assert not any(isinstance(item.operation, OpaqueGate) for item in placed.bare.data)
    assert placed.bare.count_ops().get("rx", 0) == received.count_ops().get("rx", 0)
    assert len(placed.bare.data) == received.count_ops().get("rx", 0)
    assert plain_gates(placed.whole) is not None
