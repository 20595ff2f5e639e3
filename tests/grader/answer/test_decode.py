"""Each kind of broken document is refused with its code, before anything large is made."""

import base64
import json
import math
import time

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.answer.decode import decode
from grader.answer.encode import canonical, encode
from grader.answer.schema import GATES, Caps, gate_class
from grader.errors import AnswerMalformed, AnswerTooLarge


def frame(value):
    return canonical({"qans": 1, "v": value})


def circuit(*ops, nq=2, nc=1, gp=0.0):
    return frame({"t": "circuit", "nq": nq, "nc": nc, "gp": gp, "ops": list(ops)})


def array(dtype="float64", shape=(1,), raw=b"\0" * 8):
    text = base64.b64encode(raw).decode()
    return frame({"t": "array", "dtype": dtype, "shape": list(shape), "v": text})


REFUSED = {
    # W1
    "duplicate keys": (b'{"qans":1,"v":{"t":"tuple","v":[],"v":[]}}', "duplicate-key"),
    "unknown key": (b'{"qans":1,"v":1,"w":2}', "keys"),
    "missing key": (frame({"t": "array", "v": ""}), "keys"),
    "unknown tag": (frame({"t": "pickle", "v": "gASVAAAA"}), "unknown-tag"),
    "tag that is a list": (frame({"t": [], "v": 1}), "unknown-tag"),
    "object without a tag": (frame({}), "unknown-tag"),
    "boolean as a version": (b'{"qans":true,"v":1}', "version"),
    "another version": (b'{"qans":2,"v":1}', "version"),
    "boolean as a qubit": (circuit(["x", [], [True]]), "type"),
    "boolean as a width": (circuit(nq=True), "type"),
    "boolean as an angle": (circuit(["rz", [True], [0]]), "type"),
    "integer as an angle": (circuit(["rz", [1], [0]]), "type"),
    "text as a qubit": (circuit(["x", [], ["0"]]), "type"),
    "two keys that Python calls one": (
        frame({"t": "dict", "v": [[1, "a"], [True, "b"]]}), "duplicate-key"),
    "the same key twice": (frame({"t": "dict", "v": [["a", 1], ["a", 2]]}), "duplicate-key"),
    "keys out of order": (frame({"t": "dict", "v": [["b", 1], ["a", 2]]}), "not-canonical"),
    "a list as a key": (frame({"t": "dict", "v": [[[], 1]]}), "type"),
    "a list in a tuple as a key": (
        frame({"t": "dict", "v": [[{"t": "tuple", "v": [[]]}, 1]]}), "type"),
    "a pair of three": (frame({"t": "dict", "v": [["a", 1, 2]]}), "type"),
    "complex of whole numbers": (frame({"t": "complex", "v": [1, 2]}), "type"),
    # W2
    "NaN": (b'{"qans":1,"v":NaN}', "nan"),
    "Infinity": (b'{"qans":1,"v":-Infinity}', "nan"),
    "1e999": (b'{"qans":1,"v":1e999}', "nan"),
    "million digits": (b'{"qans":1,"v":' + b"1" * 1_000_000 + b"}", "integer"),
    "over 64 bits": (b'{"qans":1,"v":9223372036854775809}', "integer"),
    "fraction of a million digits": (b'{"qans":1,"v":0.' + b"1" * 1_000_000 + b"}", "nan"),
    "another spelling of a number": (b'{"qans":1,"v":1E3}', "not-canonical"),
    "minus zero as an integer": (b'{"qans":1,"v":-0}', "not-canonical"),
    "angle beyond sense": (circuit(["rz", [1e308], [0]]), "angle-range"),
    "phase beyond one turn": (circuit(gp=7.0), "type"),
    # W3
    "deep": (b'{"qans":1,"v":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "depth"),
    "nine lists": (frame([[[[[[[[[]]]]]]]]]), "depth"),
    "empty": (b"", "not-json"),
    "truncated": (frame([1, 2])[:-2], "not-json"),
    "trailing byte": (frame(1) + b"\n", "not-canonical"),
    "trailing text": (frame(1) + b"x", "not-json"),
    "two documents": (frame(1) + frame(1), "not-json"),
    "a list at the top": (b"[1]", "keys"),
    # W4
    "invalid UTF-8": (b'{"qans":1,"v":"\xff"}', "encoding"),
    "overlong form": (b'{"qans":1,"v":"\xc0\xaf"}', "encoding"),
    "plain UTF-8": ('{"qans":1,"v":"量"}'.encode(), "encoding"),
    "byte order mark": (b"\xef\xbb\xbf" + frame(1), "encoding"),
    "half a surrogate pair": (b'{"qans":1,"v":"\\ud800"}', "text"),
    "half a pair as a key": (b'{"qans":1,"v":{"t":"dict","v":[["\\udfff",1]]}}', "text"),
    "NUL": (b'{"qans":1,"v":"a\\u0000"}', "text"),
    # W5
    "more elements than sent": (array(shape=(2,)), "array-size"),
    "fewer elements": (array(shape=(1,), raw=b"\0" * 16), "array-size"),
    "negative shape": (array(shape=(-1,)), "array-size"),
    "overflowing shape": (array(shape=(2**31, 2**31, 4), raw=b""), "array-size"),
    "terabytes": (array(shape=(2**20, 2**20), raw=b""), "array-size"),
    "nothing of a million lists": (array(shape=(8, 10**6, 0), raw=b""), "array-size"),
    "nothing beyond all memory": (array(shape=(2**20, 2**20, 2**20, 0), raw=b""), "array-size"),
    "boolean shape": (array(shape=(True,)), "array-size"),
    "nine dimensions": (array(shape=(1,) * 9), "array-size"),
    "unknown dtype": (array(dtype="object"), "array-type"),
    "dtype that is a list": (array(dtype=[["a", "<f8"]]), "array-type"),
    "big-endian claim": (array(dtype=">f8"), "array-type"),
    "base64 with blanks": (frame({"t": "array", "dtype": "int8", "shape": [3], "v": "A A="}),
                           "not-canonical"),
    "base64 with spare bits": (frame({"t": "array", "dtype": "int8", "shape": [1], "v": "AB=="}),
                               "not-canonical"),
    "base64 padded short": (frame({"t": "array", "dtype": "int8", "shape": [3], "v": "AA=="}),
                            "array-size"),
    "NaN in an array": (array(raw=np.array([np.nan]).tobytes()), "nan"),
    "boolean of value two": (array(dtype="bool", raw=b"\2"), "not-canonical"),
    # W6
    "unknown gate": (circuit(["unitary", [], [0]]), "unknown-gate"),
    "oracle of no exercise": (circuit(["oracle", [], [0], "f", 1, 0, 0]), "opaque-gate"),
    "oracle without its name": (circuit(["oracle", [], [0]]), "arity"),
    "oracle among values": (frame({"t": "oracle", "name": "f", "nq": 1}), "type"),
    "service among values": (frame({"t": "service", "name": "run"}), "type"),
    "wrong arity": (circuit(["cx", [], [0]]), "arity"),
    "no qubits": (circuit(["qft", [], []]), "arity"),
    "repeated qubit": (circuit(["cx", [], [1, 1]]), "repeated-qubit"),
    "qubit out of range": (circuit(["x", [], [2]]), "qubit-range"),
    "negative qubit": (circuit(["x", [], [-1]]), "qubit-range"),
    "clbit out of range": (circuit(["measure", [], [0], [1]]), "qubit-range"),
    "too few angles": (circuit(["u", [0.1, 0.2], [0]]), "parameters"),
    "angles of a gate without": (circuit(["h", [0.1], [0]]), "parameters"),
    "a part too many": (circuit(["h", [], [0], []]), "arity"),
    "a part too few": (circuit(["measure", [], [0]]), "arity"),
    "measure of two": (circuit(["measure", [], [0, 1], [0]]), "arity"),
    "measure into none": (circuit(["measure", [], [0], []]), "arity"),
    "gate that is no list": (circuit("x"), "type"),
    "gate without a name": (circuit([None, [], [0]]), "type"),
    "operations that are no list": (
        frame({"t": "circuit", "nq": 1, "nc": 0, "gp": 0.0, "ops": {"t": "dict", "v": []}}),
        "type"),
    "negative width": (circuit(nq=-1), "type"),
    # conditional blocks
    "no condition": (circuit(["if", [], [], [], 0, [[], []]]), "arity"),
    "value over the bits": (circuit(["if", [], [], [0], 2, [[], []]]), "type"),
    "three branches": (circuit(["if", [], [], [0], 1, [[], [], []]]), "control-flow"),
    "branch that is no list": (circuit(["if", [], [], [0], 1, [1, []]]), "type"),
    # operators and H11
    "label of another width": (frame({"t": "operator", "nq": 2, "terms": [["X", 1.0, 0.0]]}),
                               "type"),
    "label of other letters": (frame({"t": "operator", "nq": 1, "terms": [["A", 1.0, 0.0]]}),
                               "type"),
    "whole-number weight": (frame({"t": "operator", "nq": 1, "terms": [["X", 1, 0.0]]}), "type"),
    "operator without terms": (frame({"t": "operator", "nq": 1, "terms": []}), "type"),
    "pickle": (b"\x80\x04\x95.", "encoding"),
    "OpenQASM": (b'OPENQASM 2.0; include "qelib1.inc";', "not-json"),
    "QPY": (b"QISKIT\x0c", "not-json"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_document_is_malformed_with_its_code(name):
    data, code = REFUSED[name]
    with pytest.raises(AnswerMalformed) as error:
        decode(data, caps=Caps(max_bytes=4 << 20))
    assert error.value.code == code
    assert error.value.path.startswith("$")


def nested_if(depth):
    op = ["x", [], [0]]
    for _ in range(depth):
        op = ["if", [], [], [0], 1, [[op], []]]
    return circuit(op)


TOO_LARGE = {
    "one byte over": (frame("a" * (Caps().max_bytes - 15)) + b"", "bytes"),
    "40 qubits": (circuit(nq=40), "qubits"),
    "million qubits": (circuit(nq=10**6), "qubits"),
    "5 million clbits": (circuit(nc=5 * 10**6), "clbits"),
    "20 001 operations": (circuit(*[["x", [], [0]]] * 20_001), "operations"),
    "20 001 operations in a branch": (
        circuit(["if", [], [], [0], 1, [[["x", [], [0]]] * 20_000, []]]), "operations"),
    "many circuits of many bits": (
        frame([{"t": "circuit", "nq": 32, "nc": 1024, "gp": 0.0, "ops": []}] * 15_000), "qubits"),
    "many blocks beside many bits": (
        circuit(*[["if", [], [], [0], 0, [[], []]]] * 20_000, nc=1024), "operations"),
    "many blocks": (circuit(*[["if", [], [], [0], 0, [[], []]]] * 20_000), "operations"),
    "wide operator": (frame({"t": "operator", "nq": 33, "terms": [["I" * 33, 1.0, 0.0]]}),
                      "qubits"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_size_over_its_cap_is_too_large(name):
    data, code = TOO_LARGE[name]
    started = time.process_time()
    with pytest.raises(AnswerTooLarge) as error:
        decode(data)
    assert error.value.code == code
    assert time.process_time() - started < 5


def test_honest_numbers_of_circuits_and_blocks_are_read():
    one = {"t": "circuit", "nq": 20, "nc": 20, "gp": 0.0, "ops": []}
    assert len(decode(frame([one] * 1000))) == 1000
    blocks = [["if", [], [], [n % 20], 1, [[["x", [], [0]]], []]] for n in range(1000)]
    assert decode(circuit(*blocks, nq=20, nc=20)).count_ops() == {"if_else": 1000}
    empty = decode(array(shape=(0, 3), raw=b""))
    assert empty.shape == (0, 3)


def test_sizes_at_the_cap_are_read():
    text = "a" * (Caps().max_bytes - len(frame("")))
    assert decode(frame(text)) == text
    assert decode(circuit(*[["x", [], [0]]] * 20_000, nq=32)).size() == 20_000


def test_four_conditional_blocks_nest_and_five_do_not():
    assert decode(nested_if(4)).count_ops() == {"if_else": 1}
    with pytest.raises(AnswerMalformed, match="control-flow"):
        decode(nested_if(5))


def test_only_bytes_are_read():
    with pytest.raises(AnswerMalformed, match="bytearray"):
        decode(bytearray(frame(1)))


def test_minus_zero_is_legal():
    assert math.copysign(1, decode(frame(-0.0))) == -1
    assert decode(circuit(["rz", [-0.0], [0]])).size() == 1


@pytest.mark.parametrize("name", GATES)
def test_each_row_of_the_gate_table_means_the_library_gate(name):
    row = GATES[name]
    angles = [0.3, 0.5, 0.7, 0.9][: row.num_params]
    width = [row.num_ctrl_qubits or row.num_qubits] if row.any_width else []
    plain = QuantumCircuit(row.num_qubits)
    plain.append(gate_class(name)(*angles, *width), range(row.num_qubits))
    read = decode(circuit([name, angles, list(range(row.num_qubits))], nq=row.num_qubits, nc=0))
    assert np.allclose(Operator(read).data, Operator(plain).data)
    assert json.loads(encode(plain))["v"]["ops"] == [[name, angles, list(range(row.num_qubits))]]


def test_the_path_of_a_fault_names_the_operation():
    with pytest.raises(AnswerMalformed) as error:
        decode(frame([1, {"t": "circuit", "nq": 1, "nc": 0, "gp": 0.0,
                          "ops": [["x", [], [0]], ["rz", [2e9], [0]]]}]))  # fmt: skip
    assert error.value.path == "$[1].ops[1].params[0]"
