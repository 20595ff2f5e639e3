"""Read the arguments of a function call, which the judge wrote. Runs inside the sandbox.

The bytes come from the judge, so nothing is checked here; the strict reader of answers is not in
the sandbox. Circuits with conditional blocks are not handed to functions.
"""

import base64
import json
from typing import Any

from grader.answer.schema import gate_class
from grader.answer.service import Ask, Service

__all__ = ["read_arguments", "read_value"]


def read_arguments(data: bytes, ask: Ask | None = None) -> tuple[Any, ...]:
    """Return the positional arguments in ``qans/1`` bytes that hold a tuple.

    Args:
        data: The bytes.
        ask: Reaches the judge's services, where there are some among the arguments.

    Raises:
        ValueError: If the bytes do not hold a tuple.
    """
    tree = json.loads(data)["v"]
    if type(tree) is not dict or tree["t"] != "tuple":
        raise ValueError("arguments are not a tuple")
    return tuple(
        Service(item["name"], ask)
        if type(item) is dict and item["t"] == "service"
        else _value(item)
        for item in tree["v"]
    )


def read_value(data: bytes) -> Any:  # noqa: ANN401 - any answer value
    """Return the value in ``qans/1`` bytes, e.g. what a service of the judge gave."""
    return _value(json.loads(data)["v"])


def _value(tree: Any) -> Any:  # noqa: ANN401 - any answer value
    if type(tree) is list:
        return [_value(item) for item in tree]
    if type(tree) is not dict:
        return tree
    return _READERS[tree["t"]](tree)


def _pairs(tree: dict[str, Any]) -> dict[Any, Any]:
    return {_value(key): _value(item) for key, item in tree["v"]}


def _array(tree: dict[str, Any]) -> Any:  # noqa: ANN401
    import numpy as np

    raw = np.frombuffer(base64.b64decode(tree["v"]), np.dtype(tree["dtype"]).newbyteorder("<"))
    return raw.astype(np.dtype(tree["dtype"])).reshape(tree["shape"])


def _operator(tree: dict[str, Any]) -> Any:  # noqa: ANN401
    from qiskit.quantum_info import SparsePauliOp

    terms = [(label, complex(real, imag)) for label, real, imag in tree["terms"]]
    return SparsePauliOp.from_list(terms, num_qubits=tree["nq"])


def _circuit(tree: dict[str, Any]) -> Any:  # noqa: ANN401
    from qiskit import QuantumCircuit

    circuit = QuantumCircuit(tree["nq"], tree["nc"], global_phase=tree["gp"])
    for name, params, qubits, *clbits in tree["ops"]:
        if name == "measure":
            circuit.measure(qubits, clbits[0])
        elif name == "reset":
            circuit.reset(qubits)
        elif name == "barrier":
            circuit.barrier(qubits)
        else:
            circuit.append(_gate(name, params, len(qubits)), qubits)
    return circuit


def _oracle(tree: dict[str, Any]) -> Any:  # noqa: ANN401
    from grader.answer.opaque import OpaqueGate

    return OpaqueGate(tree["name"], tree["nq"])


def _gate(name: str, params: list[float], width: int) -> Any:  # noqa: ANN401
    kind = gate_class(name)
    if name == "mcx":
        return kind(width - 1)
    if name == "mcphase":
        return kind(params[0], width - 1)
    if name == "qft":
        return kind(width)
    return kind(*params)


_READERS = {
    "tuple": lambda tree: tuple(_value(item) for item in tree["v"]),
    "dict": _pairs,
    "complex": lambda tree: complex(*tree["v"]),
    "array": _array,
    "operator": _operator,
    "circuit": _circuit,
    "oracle": _oracle,
}
