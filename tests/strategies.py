"""Hypothesis strategies that several property tests share."""

import math

import numpy as np
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.circuit import library
from qiskit.quantum_info import SparsePauliOp

from grader.answer.schema import ARRAY_TYPES, GATES, INTEGER_MAX

finite = st.floats(allow_nan=False, allow_infinity=False)
angles = st.floats(-20, 20)
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
integers = st.integers(-INTEGER_MAX, INTEGER_MAX)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    integers,
    finite,
    st.complex_numbers(allow_nan=False, allow_infinity=False),
    texts,
)
keys = st.one_of(texts, integers, st.booleans(), st.tuples(integers, texts))


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """Draw arrays of every wire type, empty ones and scalars of no dimension included."""
    dtype = np.dtype(draw(st.sampled_from(sorted(ARRAY_TYPES))))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=3)))
    raw = draw(st.binary(min_size=math.prod(shape) * dtype.itemsize,
                         max_size=math.prod(shape) * dtype.itemsize))  # fmt: skip
    array = np.frombuffer(raw, dtype=np.uint8 if dtype.kind == "b" else dtype)
    if dtype.kind == "b":
        array = array % 2 == 1
    return np.nan_to_num(array, nan=0.5, posinf=1.0, neginf=-1.0).astype(dtype).reshape(shape)


@st.composite
def operators(draw: st.DrawFn) -> SparsePauliOp:
    """Draw sums of Pauli strings on up to five qubits."""
    width = draw(st.integers(1, 5))
    label = st.text("IXYZ", min_size=width, max_size=width)
    terms = draw(st.lists(st.tuples(label, st.complex_numbers(max_magnitude=1e6)), min_size=1,
                          max_size=5))  # fmt: skip
    return SparsePauliOp([name for name, _ in terms], [weight for _, weight in terms])


@st.composite
def circuits(
    draw: st.DrawFn, max_qubits: int = 4, max_operations: int = 10, *, dynamic: bool = False
) -> QuantumCircuit:
    """Draw circuits over the whole gate table; `dynamic` adds measurements and branches."""
    width = draw(st.integers(1, max_qubits))
    clbits = draw(st.integers(1, 3)) if dynamic else 0
    circuit = QuantumCircuit(width, clbits, global_phase=draw(angles))
    fill(draw, circuit, draw(st.integers(0, max_operations)), dynamic=dynamic)
    return circuit


def fill(draw: st.DrawFn, circuit: QuantumCircuit, operations: int, *, dynamic: bool) -> None:
    """Append random operations to `circuit`."""
    width = circuit.num_qubits
    names = [name for name, gate in GATES.items() if gate.num_qubits <= width]
    for _ in range(operations):
        order = draw(st.permutations(range(width)))
        if dynamic and draw(st.integers(0, 3)) == 0:
            _dynamic(draw, circuit, order[0])
            continue
        name = draw(st.sampled_from(names))
        gate = GATES[name]
        used = draw(st.integers(gate.num_qubits, width)) if gate.any_width else gate.num_qubits
        args = [draw(angles) for _ in range(gate.num_params)]
        if gate.any_width:
            args.append(
                used - gate.num_qubits + gate.num_ctrl_qubits if gate.num_ctrl_qubits else used
            )
        circuit.append(getattr(library, gate.class_name)(*args), order[:used])


def _dynamic(draw: st.DrawFn, circuit: QuantumCircuit, qubit: int) -> None:
    kind = draw(st.sampled_from(["measure", "reset", "if-bit", "if-register"]))
    bit = draw(st.integers(0, circuit.num_clbits - 1))
    if kind == "measure":
        circuit.measure(qubit, bit)
    elif kind == "reset":
        circuit.reset(qubit)
    else:
        value = draw(st.integers(0, 1))
        condition = (circuit.clbits[bit] if kind == "if-bit" else circuit.cregs[0], value)
        with circuit.if_test(condition) as otherwise:
            circuit.ry(draw(angles), qubit)
        if draw(st.booleans()):
            with otherwise:
                circuit.x(qubit)


values = st.recursive(
    st.one_of(scalars, arrays(), operators(), circuits(3, 4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=8,
)


@st.composite
def rewrites(draw: st.DrawFn, circuit: QuantumCircuit) -> QuantumCircuit:
    """Draw a circuit that is equal to a static one by construction, up to a global phase.

    Pairs that cancel are put in, neighbours on other qubits change places, gates are conjugated
    and taken back, and parts are wrapped in composites with misleading names.
    """
    items = [
        (item.operation, [circuit.find_bit(bit).index for bit in item.qubits])
        for item in circuit.data
    ]
    for index in range(len(items) - 1):
        apart = not set(items[index][1]) & set(items[index + 1][1])
        if apart and draw(st.booleans()):
            items[index], items[index + 1] = items[index + 1], items[index]
    done = QuantumCircuit(circuit.num_qubits, global_phase=draw(angles))
    for operation, qubits in items:
        _detour(draw, done)
        if draw(st.integers(0, 3)):
            done.append(operation, qubits)
            continue
        box = QuantumCircuit(len(qubits), name=draw(st.sampled_from(["h", "cx", "id", "swap"])))
        box.append(operation, range(len(qubits)))
        done.append(box.to_gate(), qubits)
    _detour(draw, done)
    return done


def _detour(draw: st.DrawFn, done: QuantumCircuit) -> None:
    """Append gates that come to nothing."""
    qubit = draw(st.integers(0, done.num_qubits - 1))
    angle = draw(st.floats(-3, 3))
    kind = draw(st.sampled_from(["nothing", "turn", "conjugated", "entangled"]))
    if kind == "turn":
        done.ry(angle, qubit)
        done.ry(-angle, qubit)
    elif kind == "conjugated":  # h rz h = rx, taken back by rx
        done.h(qubit)
        done.rz(angle, qubit)
        done.h(qubit)
        done.rx(-angle, qubit)
    elif kind == "entangled" and done.num_qubits > 1:
        other = (qubit + 1) % done.num_qubits
        done.rzz(angle, qubit, other)
        done.cx(qubit, other)
        done.rz(-angle, other)
        done.cx(qubit, other)


@st.composite
def mutants(draw: st.DrawFn, circuit: QuantumCircuit) -> QuantumCircuit:
    """Draw a circuit with one mistake: a gate dropped, an angle off, qubits exchanged, a phase."""
    items = [
        (item.operation, [circuit.find_bit(bit).index for bit in item.qubits])
        for item in circuit.data
    ]
    width = circuit.num_qubits
    kind = draw(st.sampled_from(["dropped", "angle", "exchanged", "phase"]))
    place = draw(st.integers(0, max(0, len(items) - 1)))
    done = QuantumCircuit(width, global_phase=circuit.global_phase)
    one, two = draw(st.permutations(range(width)))[:2] if width > 1 else (0, 0)
    for index, (operation, qubits) in enumerate(items):
        if index == place and kind == "dropped":
            continue
        if index == place and kind == "angle":
            done.ry(draw(st.sampled_from([0.01, 0.1, -0.3])), qubits[0])
        if index >= place and kind == "exchanged":
            qubits = [{one: two, two: one}.get(qubit, qubit) for qubit in qubits]
        done.append(operation, qubits)
    if kind == "phase":
        done.p(draw(st.sampled_from([0.02, 1.0, math.pi])), one)
    return done
