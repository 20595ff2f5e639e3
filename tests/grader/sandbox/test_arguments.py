import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.sandbox.arguments import read_arguments


def circuit():
    made = QuantumCircuit(5, 2, global_phase=0.5)
    made.h(0)
    made.rz(0.25, 1)
    made.ccx(0, 1, 2)
    made.mcx([0, 1, 2, 3], 4)
    made.mcp(0.125, [0, 1, 2], 3)
    made.reset(0)
    made.measure([0, 1], [0, 1])
    return made


@pytest.mark.parametrize(
    "args",
    [
        (),
        (1, 2.5, True, None, "テキスト", 1j),
        ([1, [2, (3, 4)]], {"a": 1, (0, 1): [2]}),
        (np.arange(6).reshape(2, 3), np.array([1 + 2j, 0]), np.array([True])),
        (SparsePauliOp.from_list([("XX", 0.5), ("IZ", -1)]),),
        (circuit(),),
    ],
)
def test_arguments_are_read_as_the_judge_reads_them(args):
    data = encode(args)
    assert encode(read_arguments(data)) == encode(decode(data))


def test_arrays_can_be_written_to_and_keep_their_type():
    (array,) = read_arguments(encode((np.zeros(2, dtype=np.int8),)))
    array[0] = 1
    assert array.dtype == np.int8


def test_anything_but_a_tuple_is_refused():
    with pytest.raises(ValueError, match="tuple"):
        read_arguments(encode([1]))
