"""What may stand on the wire ``qans/1``: gates, array types, sizes. Constants only.

An answer is one canonical JSON document ``{"qans":1,"v":VALUE}``: keys sorted, no blanks, ASCII
only, numbers as Python writes them. VALUE is one of

====================================================== ==========================================
``null``, ``true``, ``12``, ``0.5``, ``"text"``, array  None, bool, int, float, str, list
``{"t":"tuple","v":[VALUE, ...]}``                      tuple
``{"t":"dict","v":[[KEY, VALUE], ...]}``                dict, sorted by the text of the key
``{"t":"complex","v":[re, im]}``                        complex
``{"t":"array","dtype":D,"shape":[...],"v":BASE64}``    numpy array, C order, little-endian
``{"t":"operator","nq":n,"terms":[[LABEL,re,im],...]}`` SparsePauliOp
``{"t":"circuit","nq":n,"nc":m,"gp":phase,"ops":[OP]}`` QuantumCircuit
``{"t":"oracle","name":NAME,"nq":n}``                   an oracle, as an argument of a call
``{"t":"service","name":NAME}``                         a function of the judge, as an argument
====================================================== ==========================================

OP is ``[name, params, qubits]`` for a gate of `GATES`, ``["measure", [], [q], [c]]``,
``["reset", [], [q]]``, ``["barrier", [], qubits]``,
``["oracle", [], qubits, NAME, exponent, controls, ctrl_state]``: a use of an oracle, to a whole
power, with its controls first among `qubits`; only where the exercise hands one out; or
``["if", [], [], clbits, value, [then OPs, else OPs]]``: the operations of a branch count the
qubits of the whole circuit, and the condition reads `clbits`, least significant first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

__all__ = [
    "ANGLE_MAX",
    "ARRAY_DIMENSIONS",
    "ARRAY_TYPES",
    "BLOCK_DEPTH",
    "CLBITS_MAX",
    "CONDITION_BITS",
    "DEFAULT_CAPS",
    "EXPONENT_MAX",
    "FORBIDDEN",
    "GATES",
    "GUARDS",
    "INTEGER_MAX",
    "ORACLE_NAME",
    "REFUSALS",
    "VERSION",
    "Caps",
    "Gate",
    "Value",
    "gate_class",
]

VERSION = 1

# None, bool, int, float, complex, str, list, tuple, dict, numpy.ndarray, QuantumCircuit or
# SparsePauliOp. A recursive alias would buy nothing: Qiskit's types are Any to the checker.
Value = Any

INTEGER_MAX = 1 << 63
ANGLE_MAX = 1e6
"""Beyond it a double holds an angle to fewer than ten digits: such a value is a mistake."""
EXPONENT_MAX = 1 << 20
"""The largest power of an oracle in one operation; the inverse's counts as much."""
ORACLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,15}")
CLBITS_MAX = 1024
ARRAY_DIMENSIONS = 8
BLOCK_DEPTH = 4
"""Conditional blocks inside each other, at most."""
CONDITION_BITS = 62
"""Bits that one condition compares, at most, so that its value is a plain integer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Sizes over which an answer is refused with `AnswerTooLarge`.

    Attributes:
        max_bytes: Length of the whole document.
        operations: Operations in one circuit, those inside conditional blocks counted.
        max_qubits: Qubits in one circuit or operator.
        depth: Containers inside each other.
    """

    max_bytes: int = 1 << 20
    operations: int = 20_000
    max_qubits: int = 32
    depth: int = 8


DEFAULT_CAPS = Caps()


@dataclass(frozen=True, slots=True)
class Gate:
    """One row of the gate table.

    Attributes:
        class_name: Name of the class in ``qiskit.circuit.library``.
        num_qubits: Qubits; for a gate of any width the smallest number.
        num_params: Angles.
        num_ctrl_qubits: Leading qubits that are controls; for a gate of any width those of the
            smallest one.
        any_width: Whether more qubits are allowed (more controls, for a controlled gate).
    """

    class_name: str
    num_qubits: int
    num_params: int = 0
    num_ctrl_qubits: int = 0
    any_width: bool = False


GATES: Mapping[str, Gate] = MappingProxyType(
    {
        "id": Gate("IGate", 1),
        "x": Gate("XGate", 1),
        "y": Gate("YGate", 1),
        "z": Gate("ZGate", 1),
        "h": Gate("HGate", 1),
        "s": Gate("SGate", 1),
        "sdg": Gate("SdgGate", 1),
        "t": Gate("TGate", 1),
        "tdg": Gate("TdgGate", 1),
        "sx": Gate("SXGate", 1),
        "sxdg": Gate("SXdgGate", 1),
        "p": Gate("PhaseGate", 1, 1),
        "rx": Gate("RXGate", 1, 1),
        "ry": Gate("RYGate", 1, 1),
        "rz": Gate("RZGate", 1, 1),
        "r": Gate("RGate", 1, 2),
        "u": Gate("UGate", 1, 3),
        "cx": Gate("CXGate", 2, 0, 1),
        "cy": Gate("CYGate", 2, 0, 1),
        "cz": Gate("CZGate", 2, 0, 1),
        "ch": Gate("CHGate", 2, 0, 1),
        "cs": Gate("CSGate", 2, 0, 1),
        "csdg": Gate("CSdgGate", 2, 0, 1),
        "csx": Gate("CSXGate", 2, 0, 1),
        "cp": Gate("CPhaseGate", 2, 1, 1),
        "crx": Gate("CRXGate", 2, 1, 1),
        "cry": Gate("CRYGate", 2, 1, 1),
        "crz": Gate("CRZGate", 2, 1, 1),
        "cu": Gate("CUGate", 2, 4, 1),
        "swap": Gate("SwapGate", 2),
        "iswap": Gate("iSwapGate", 2),
        "dcx": Gate("DCXGate", 2),
        "ecr": Gate("ECRGate", 2),
        "rxx": Gate("RXXGate", 2, 1),
        "ryy": Gate("RYYGate", 2, 1),
        "rzz": Gate("RZZGate", 2, 1),
        "rzx": Gate("RZXGate", 2, 1),
        "xx_plus_yy": Gate("XXPlusYYGate", 2, 2),
        "xx_minus_yy": Gate("XXMinusYYGate", 2, 2),
        "ccx": Gate("CCXGate", 3, 0, 2),
        "ccz": Gate("CCZGate", 3, 0, 2),
        "cswap": Gate("CSwapGate", 3, 0, 1),
        "rccx": Gate("RCCXGate", 3),
        "c3x": Gate("C3XGate", 4, 0, 3),
        "c3sx": Gate("C3SXGate", 4, 0, 3),
        "rcccx": Gate("RC3XGate", 4),
        "c4x": Gate("C4XGate", 5, 0, 4),
        # With one or two controls Qiskit itself makes a cx or ccx of it.
        "mcx": Gate("MCXGate", 4, 0, 3, any_width=True),
        "mcphase": Gate("MCPhaseGate", 2, 1, 1, any_width=True),
        "qft": Gate("QFTGate", 1, any_width=True),
    }
)

# Operations that carry the answer as a matrix or a table: they would solve an exercise on
# circuits without a circuit. Subclasses count as well.
FORBIDDEN = (
    *("UnitaryGate", "Initialize", "StatePreparation", "Isometry", "UCGate", "DiagonalGate"),
    *("PauliEvolutionGate", "PermutationGate", "Permutation", "LinearFunction", "Diagonal"),
    *("HamiltonianGate", "UniformSuperpositionGate"),
)

GUARDS = frozenset({"bytes", "clbits", "operations", "qubits", "unfolding"})
"""Codes with which an answer is refused for its size."""
REFUSALS = GUARDS | {
    *("angle-range", "array-type", "class", "complex-angle", "control-flow", "depth"),
    *("forbidden-op", "integer", "nan", "opaque-gate", "text", "type", "unbound-parameter"),
}
"""All codes with which `encode` refuses a value; what another code claims is not believed."""

ARRAY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "bool": "|b1",
        "int8": "|i1",
        "int16": "<i2",
        "int32": "<i4",
        "int64": "<i8",
        "uint8": "|u1",
        "uint16": "<u2",
        "uint32": "<u4",
        "uint64": "<u8",
        "float32": "<f4",
        "float64": "<f8",
        "complex64": "<c8",
        "complex128": "<c16",
    }
)


@cache
def gate_class(name: str) -> Any:  # noqa: ANN401 - Qiskit's classes carry no types
    """Return the library class of a gate of `GATES`; Qiskit is loaded on first use."""
    from qiskit.circuit import library

    return getattr(library, GATES[name].class_name)
