"""Learners' objects are read by what they are: what has no place on the wire is refused."""

import collections
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import AnnotatedOperation, Gate, InverseModifier, Parameter, library
from qiskit.circuit.classical import expr, types
from qiskit.quantum_info import Clifford, Operator, SparsePauliOp, Statevector
from qiskit.result import Counts

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import GUARDS, REFUSALS, Caps
from grader.errors import AnswerError, AnswerMalformed, AnswerTooLarge


def holding(*steps, qubits=3):
    circuit = QuantumCircuit(qubits, 1)
    for operation, *places in steps:
        circuit.append(operation, places)
    return circuit


def gates(answer):
    return dict(decode(encode(answer)).count_ops())


class Custom(Gate):
    """A gate of one qubit that calls itself ``h``; each test gives it a definition."""

    def __init__(self, name="h", qubits=1, definition=None):
        super().__init__(name, qubits, [])
        self.given = definition

    @property
    def definition(self):
        return self.given() if self.given else None

    @definition.setter
    def definition(self, value):
        pass


class LyingH(library.HGate):
    def _define(self):
        self.definition = QuantumCircuit(1)
        self.definition.x(0)


class LyingRZ(library.RZGate):
    def _define(self):
        self.definition = QuantumCircuit(1)
        self.definition.x(0)


class ClaimsRust(Gate):
    """Claims to be a standard gate of Qiskit's Rust side."""

    _standard_gate = library.HGate._standard_gate
    base_class = library.HGate

    def __init__(self):
        super().__init__("h", 1, [])

    def _define(self):
        self.definition = QuantumCircuit(1)
        self.definition.x(0)


class LyingCircuit(QuantumCircuit):
    num_qubits = 1
    data = ()

    def count_ops(self):
        return {}

    def __len__(self):
        return 0

    def depth(self, *args, **kwargs):
        return 0


def doubling(k):
    def define():
        circuit = QuantumCircuit(1)
        for _ in range(2 if k else 0):
            circuit.append(Custom(definition=doubling(k - 1)), [0])
        return circuit

    return define


def selfish():
    gate = Custom()

    def define():
        circuit = QuantumCircuit(1)
        circuit.append(gate, [0])
        circuit.append(gate, [0])
        return circuit

    gate.given = define
    return gate


def swap_inside():
    circuit = QuantumCircuit(2)
    circuit.swap(0, 1)
    return circuit


def unitary_inside():
    inner = QuantumCircuit(1)
    inner.append(library.UnitaryGate(np.eye(2)), [0])
    return inner


def test_a_gate_called_cx_that_holds_a_swap_is_a_swap():
    assert gates(holding((Custom("cx", 2, swap_inside), 0, 1))) == {"swap": 1}


@pytest.mark.parametrize("gate", [LyingH(), LyingRZ(0.3), ClaimsRust()])
def test_a_subclass_of_a_library_gate_is_its_definition(gate):
    assert gates(holding((gate, 0))) == {"x": 1}


def test_a_circuit_that_lies_about_itself_is_read_from_its_data():
    circuit = LyingCircuit(2)
    QuantumCircuit.h(circuit, 0)
    QuantumCircuit.cx(circuit, 0, 1)
    assert gates(circuit) == {"h": 1, "cx": 1}


@pytest.mark.parametrize("answer", [
    library.efficient_su2(2).assign_parameters([0.1] * 16),
    holding((library.PauliGate("XYZ"), 0, 1, 2), (library.QFTGate(3).inverse(), 0, 1, 2)),
    holding((library.U2Gate(0.1, 0.2), 0), (library.CU3Gate(0.1, 0.2, 0.3), 0, 1)),
    holding((library.HGate().control(2, ctrl_state=1, annotated=False), 0, 1, 2)),
    holding((library.RZGate(0.3).control(2, ctrl_state=1, annotated=True), 0, 1, 2)),
    holding((library.QFTGate(2).inverse(annotated=True), 0, 1)),
    holding((swap_inside().to_gate().control(1, annotated=True).inverse(annotated=True), 0, 1, 2)),
    holding((library.GlobalPhaseGate(0.4),), (library.MCPhaseGate(0.3, 2), 2, 1, 0)),
    holding((library.XGate().control(3, annotated=False), 3, 1, 0, 2), qubits=4),
])  # fmt: skip
def test_library_composites_keep_their_meaning(answer):
    assert np.allclose(Operator(decode(encode(answer))).data, Operator(answer).data)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_blueprint_is_built_before_it_is_read():
    assert gates(library.QFT(3)) == {"h": 3, "cp": 3, "swap": 1}


def test_barriers_are_left_out():
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.barrier()
    assert gates(circuit) == {"h": 1}


def loop():
    circuit = QuantumCircuit(1, 1)
    with circuit.for_loop(range(10**9)):
        circuit.x(0)
    return circuit


def with_angle(angle):
    circuit = QuantumCircuit(1)
    circuit.rz(angle, 0)
    return circuit


def with_phase(phase):
    circuit = QuantumCircuit(1)
    circuit.global_phase = phase
    return circuit


def complex_phase():
    gate = library.MCPhaseGate(0.1, 2)
    gate.base_gate._params = [1j]  # past Qiskit's own check
    return gate


def delayed():
    circuit = QuantumCircuit(1)
    circuit.delay(10, 0)
    return circuit


def cyclic():
    one: list = []
    one.extend([one] * 50)
    return one


def raising():
    raise ZeroDivisionError


class Liar:
    __class__ = QuantumCircuit
    __array__ = __float__ = __eq__ = None
    _data = ()


class Whole(int):
    pass


class Real(float):
    def __float__(self):
        return 1.0


class Table(dict):
    pass


REFUSED = {
    # H5
    "unbound": (with_angle(Parameter("θ") * 2), "unbound-parameter"),
    "unbound phase": (with_phase(Parameter("θ")), "unbound-parameter"),
    "unbound weight": (SparsePauliOp(["X"], [Parameter("a")]), "unbound-parameter"),
    "NaN angle": (with_angle(float("nan")), "nan"),
    "infinite angle": (with_angle(float("-inf")), "nan"),
    "NaN phase": (with_phase(float("nan")), "nan"),
    "1e308": (with_angle(1e308), "angle-range"),
    "complex angle": (holding((complex_phase(), 0, 1, 2)), "complex-angle"),
    # H6, H7
    "loop": (loop(), "control-flow"),
    "delay": (delayed(), "forbidden-op"),
    "unitary": (holding((library.UnitaryGate(np.eye(2)), 0)), "forbidden-op"),
    "power of a composite": (holding((swap_inside().to_gate().power(2), 0, 1)), "forbidden-op"),
    "unitary inside an h": (holding((Custom("h", 1, unitary_inside), 0)), "forbidden-op"),
    "initialize": (holding((library.Initialize([1, 0]), 0)), "forbidden-op"),
    "state preparation": (holding((library.StatePreparation([1, 0]), 0)), "forbidden-op"),
    "diagonal": (holding((library.DiagonalGate([1, 1]), 0)), "forbidden-op"),
    "permutation": (holding((library.PermutationGate([1, 0]), 0, 1)), "forbidden-op"),
    "evolution": (holding((library.PauliEvolutionGate(SparsePauliOp("X")), 0)), "forbidden-op"),
    "annotated power of a composite": (
        holding((swap_inside().to_gate().power(2, annotated=True), 0, 1)),
        "forbidden-op",
    ),
    "annotated Clifford": (
        holding((AnnotatedOperation(Clifford(QuantumCircuit(2)), InverseModifier()), 0, 1)),
        "opaque-gate",
    ),
    "Clifford": (holding((Clifford(QuantumCircuit(2)), 0, 1)), "opaque-gate"),
    # H3, H4
    "no definition": (holding((Custom("cx", 2), 0, 1)), "opaque-gate"),
    "definition that raises": (holding((Custom("h", 1, raising), 0)), "opaque-gate"),
    "definition of another width": (holding((Custom("h", 1, swap_inside), 0)), "opaque-gate"),
    "definition that is a list": (holding((Custom("h", 1, list), 0)), "opaque-gate"),
    # F6, H8, H11
    "class that lies": (Liar(), "type"),
    "class, not an instance": (QuantumCircuit, "class"),
    "function": (raising, "type"),
    "state": (Statevector([1, 0]), "type"),
    "matrix class": (Operator(np.eye(2)), "type"),
    "subclass of int": (Whole(3), "type"),
    "subclass of float": (Real(3), "type"),
    "subclass of dict": (Table(a=1), "type"),
    "object array": (np.array([None]), "array-type"),
    "array of bytes": (np.array([b"00"]), "array-type"),
    "long double": (np.longdouble(1), "type"),
    "NaN array": (np.array([1, np.nan]), "nan"),
    "bytes": (b"QISKIT", "type"),
    # values
    "NaN": (float("nan"), "nan"),
    "complex NaN": (complex(0, float("inf")), "nan"),
    "integer": (2**63 + 1, "integer"),
    "huge integer": (10**100_000, "integer"),
    "NUL": ("a\0", "text"),
    "surrogate": ("\ud800", "text"),
    "cycle": (cyclic(), "depth"),
    "frozen set as a key": ({frozenset(): 1}, "type"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_place_on_the_wire_is_refused(name):
    answer, code = REFUSED[name]
    with pytest.raises(AnswerMalformed) as error:
        encode(answer)
    assert error.value.code == code


TOO_LARGE = {
    "40 qubits": (QuantumCircuit(40), "qubits"),
    "10^5 qubits": (QuantumCircuit(10**5), "qubits"),
    "clbits": (QuantumCircuit(1, 5000), "clbits"),
    "doubling": (holding((Custom(definition=doubling(44)), 0)), "unfolding"),
    "defined by itself": (holding((selfish(), 0)), "unfolding"),
    "broadcast array": (np.broadcast_to(np.zeros(1), (10**6, 10**6)), "bytes"),
    "text": ("a" * 2_000_000, "bytes"),
    "shared lists": ([[[["a" * 100] * 100] * 100] * 100], "bytes"),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_sizes_over_the_caps_are_too_large(name):
    answer, code = TOO_LARGE[name]
    with pytest.raises(AnswerTooLarge) as error:
        encode(answer)
    assert error.value.code == code


def test_gates_are_counted_after_unfolding():
    inner = QuantumCircuit(1)
    for _ in range(60):
        inner.x(0)
    outer = QuantumCircuit(1)
    for _ in range(2):
        outer.append(inner.to_gate(), [0])
    assert len(decode(encode(outer)).data) == 120
    with pytest.raises(AnswerTooLarge, match="operations"):
        encode(outer, caps=Caps(operations=100))


def test_gates_of_gates_of_gates_are_unfolded():
    circuit = QuantumCircuit(20)
    for qubit in range(19, 0, -1):
        larger = QuantumCircuit(20)
        larger.cx(qubit - 1, qubit)
        larger.append(circuit.to_gate(), range(20))
        circuit = larger
    assert gates(circuit) == {"cx": 19}


def test_doubling_ends_at_the_number_of_instructions_where_its_depth_is_legal():
    with pytest.raises(AnswerTooLarge, match="operations"):
        encode(holding((Custom(definition=doubling(25)), 0)), caps=Caps(operations=1000))


def conditional(condition):
    circuit = QuantumCircuit(1, 2)
    with circuit.if_test(condition(circuit)):
        circuit.x(0)
    return circuit


@pytest.mark.parametrize(
    ("condition", "plain"),
    [
        (lambda c: expr.lift(c.clbits[1]), lambda c: (c.clbits[1], 1)),
        (lambda c: expr.logic_not(c.clbits[0]), lambda c: (c.clbits[0], 0)),
        (lambda c: expr.bit_not(c.clbits[0]), lambda c: (c.clbits[0], 0)),
        (lambda c: expr.equal(c.cregs[0], 2), lambda c: (c.cregs[0], 2)),
        (lambda c: expr.equal(3, c.cregs[0]), lambda c: (c.cregs[0], 3)),
        (lambda c: expr.equal(c.clbits[1], False), lambda c: (c.clbits[1], 0)),
    ],
)
def test_an_expression_that_compares_bits_is_a_plain_condition(condition, plain):
    assert encode(conditional(condition)) == encode(conditional(plain))


@pytest.mark.parametrize(
    "condition",
    [
        lambda c: expr.bit_xor(*c.clbits),
        lambda c: expr.less(c.cregs[0], 2),
        lambda c: expr.logic_not(c.cregs[0]),
        lambda c: expr.logic_not(expr.equal(c.cregs[0], 2)),
        lambda c: expr.equal(*c.clbits),
        lambda c: expr.lift(True),
        lambda c: c.add_input("hidden", types.Bool()),
    ],
)
def test_other_expressions_are_refused(condition):
    with pytest.raises(AnswerMalformed) as error:
        encode(conditional(condition))
    assert error.value.code == "control-flow"


def test_arrays_of_texts_are_lists():
    assert decode(encode([np.array([["IX", "Z"], ["Y", ""]])])) == [[["IX", "Z"], ["Y", ""]]]
    with pytest.raises(AnswerTooLarge, match="bytes"):
        encode(np.broadcast_to(np.array("I"), (10**6, 10**6)))


def test_empty_composites_without_end_are_stopped():
    circuit = QuantumCircuit(1)
    for _ in range(2000):
        circuit.append(Custom(definition=lambda: QuantumCircuit(1)), [0], copy=False)
    with pytest.raises(AnswerTooLarge, match="operations"):
        encode(circuit, caps=Caps(operations=400))


def test_numpy_scalars_and_counts_become_plain_values():
    answer = {"a": np.float64(0.5), "b": np.bool_(True), "c": np.int32(3), np.str_("d"): 1}
    assert decode(encode(answer)) == {"a": 0.5, "b": True, "c": 3, "d": 1}
    assert decode(encode(Counts({"00": 3, "11": 5}))) == {"00": 3, "11": 5}


@pytest.mark.parametrize(
    "counts",
    [
        collections.Counter({"00": 2, "11": 1}),
        collections.OrderedDict({"11": 1, "00": 2}),
        collections.defaultdict(int, {"00": 2, "11": 1}),
    ],
)
def test_what_python_counts_with_is_a_plain_dict(counts):
    assert encode(counts) == encode({"00": 2, "11": 1})
    nested = encode([counts, {"k": counts}])
    assert decode(nested) == [{"00": 2, "11": 1}, {"k": {"00": 2, "11": 1}}]


def test_a_subclass_of_a_counter_is_refused():
    class Lying(collections.Counter):
        def items(self):
            return [("00", 3)]

    with pytest.raises(AnswerMalformed) as error:
        encode(Lying({"00": 1}))
    assert error.value.code == "type"


def test_big_endian_and_strided_arrays_are_sent_in_one_order():
    array = np.arange(6, dtype=">i4").reshape(2, 3).T
    back = decode(encode(array))
    assert back.dtype == np.dtype("<i4")
    assert (back == array).all()


def test_the_path_names_the_place_in_the_learners_answer():
    circuit = QuantumCircuit(1)
    circuit.h(0)
    circuit.barrier()
    circuit.rz(Parameter("a"), 0)
    with pytest.raises(AnswerError) as error:
        encode({"circuits": [circuit]})
    assert error.value.path == '$["circuits"][0].ops[2].params[0]'
    assert error.value.detail == "a"


def test_encode_loads_neither_the_judge_nor_qiskit():
    code = (
        "import sys; import grader.answer.encode as e; e.encode([1, 'a']); "
        "bad = [m for m in sys.modules if m.split('.')[0] in ('qiskit', 'qiskit_aer', 'numpy')"
        " or m.startswith(('grader.judge', 'grader.results', 'grader.exercise'))]; "
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_code_of_the_encoder_is_listed():
    folder = Path(__file__).parents[3] / "grader" / "answer"
    text = "".join((folder / name).read_text() for name in ("encode.py", "flatten.py"))
    assert (
        set(re.findall(r'(?:refuse|AnswerMalformed|AnswerTooLarge)\("([a-z-]+)"', text)) == REFUSALS
    )
    assert set(re.findall(r'AnswerTooLarge\("([a-z-]+)"', text)) == GUARDS
