"""Write an answer as ``qans/1`` bytes. Runs beside the learner's code: a leaf, and quick to load.

The learner's objects are never trusted: containers and scalars are taken by exact type, so that
no overridden method is called on the way.
"""

import base64
import json
import math
import re
import sys
from collections import Counter, OrderedDict, defaultdict
from functools import cache
from typing import Any, NoReturn

from grader.answer.schema import (
    ARRAY_DIMENSIONS,
    ARRAY_TYPES,
    DEFAULT_CAPS,
    INTEGER_MAX,
    VERSION,
    Caps,
)
from grader.answer.service import Service
from grader.errors import AnswerError, AnswerMalformed, AnswerTooLarge

__all__ = ["canonical", "encode"]


def encode(value: object, *, caps: Caps = DEFAULT_CAPS) -> bytes:
    """Return the canonical bytes of an answer.

    Args:
        value: None, bool, int, float, complex, str, list, tuple, dict (or Counter, OrderedDict,
            defaultdict), numpy scalar or array, QuantumCircuit or SparsePauliOp, nested as
            they like.
        caps: Sizes over which the answer is refused.

    Raises:
        AnswerMalformed: If a part has no wire form; `code` and `path` say which.
        AnswerTooLarge: If a size is over its cap.
    """
    try:
        tree = _Encoder(caps).value(value, (), 0)
        data = canonical({"qans": VERSION, "v": tree})
    except AnswerError:
        raise
    except Exception as error:
        # The learner's object failed while it was read: that is a matter of form.
        raise AnswerMalformed("type", "$", type(error).__name__) from error
    if len(data) > caps.max_bytes:
        raise AnswerTooLarge("bytes", "$", str(len(data)))
    return data


def canonical(tree: object) -> bytes:
    """Return the one JSON text that `tree` has on the wire."""
    text = json.dumps(
        tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return text.encode("ascii")


_Path = tuple[object, ...]
_LABEL = re.compile("[IXYZ]*")


def _shown(path: _Path) -> str:
    return "$" + "".join(f"[{json.dumps(step)[:60]}]" for step in path)


def _refuse(code: str, path: _Path, detail: str = "") -> NoReturn:
    raise AnswerMalformed(code, _shown(path), detail)


def _unknown(value: Any, path: _Path) -> NoReturn:  # noqa: ANN401
    kind = type(value)
    if issubclass(kind, type):
        _refuse("class", path, value.__name__[:40])
    _refuse("type", path, kind.__name__[:40])


class _Encoder:
    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        # Shared and cyclic lists unfold without end; each value takes at least two bytes.
        self.left = caps.max_bytes

    def spend(self, size: int, path: _Path) -> None:
        self.left -= size
        if self.left < 0:
            raise AnswerTooLarge("bytes", _shown(path), f"> {self.caps.max_bytes}")

    def value(self, value: Any, path: _Path, depth: int) -> Any:  # noqa: ANN401
        self.spend(2, path)
        kind = type(value)
        if kind in _SCALARS:
            return self.scalar(value, path)
        if kind in (list, tuple) or kind in _DICTS:
            if depth >= self.caps.depth:
                _refuse("depth", path)
            return self.container(value, path, depth + 1)
        return self.library(value, path)

    def scalar(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        kind = type(value)
        if kind is float:
            if not math.isfinite(value):
                _refuse("nan", path)
        elif kind is int:
            if not -INTEGER_MAX <= value <= INTEGER_MAX:
                _refuse("integer", path)
        elif kind is str:
            self.spend(len(value), path)
            if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
                _refuse("text", path)
        elif kind is complex:
            return {
                "t": "complex",
                "v": [self.scalar(value.real, path), self.scalar(value.imag, path)],
            }
        return value

    def container(self, value: Any, path: _Path, depth: int) -> Any:  # noqa: ANN401
        kind = type(value)
        if kind in _DICTS:
            pairs = []
            for key, item in dict.items(value):
                plain = self.key(key, path)
                pairs.append([plain, self.value(item, (*path, plain), depth)])
            pairs.sort(key=lambda pair: canonical(pair[0]))
            return {"t": "dict", "v": pairs}
        items = [self.value(item, (*path, i), depth) for i, item in enumerate(value)]
        return items if kind is list else {"t": "tuple", "v": items}

    def key(self, key: Any, path: _Path, depth: int = 1) -> Any:  # noqa: ANN401
        """Encode the key of a dict: a scalar or a tuple of scalars."""
        self.spend(2, path)
        if type(key) is tuple and depth < self.caps.depth:
            return {"t": "tuple", "v": [self.key(item, path, depth + 1) for item in key]}
        plain = _plain(key)
        if type(plain) not in _SCALARS:
            _refuse("type", path, type(key).__name__[:40])
        return self.scalar(plain, path)

    def library(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        """Encode what numpy and Qiskit define; what was never imported cannot be there."""
        kind = type(value)
        if "numpy" in sys.modules:
            import numpy as np

            if issubclass(kind, np.generic):
                plain = _plain(value)
                if type(plain) in _SCALARS:
                    return self.scalar(plain, path)
            elif kind is np.ndarray:
                return self.array(value, path)
        if kind is Service:
            return {"t": "service", "name": self.scalar(str(value.name), path)}
        if "qiskit" in sys.modules:
            return self.quantum(value, path)
        return _unknown(value, path)

    def quantum(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        """Encode what Qiskit defines, and the gate that stands for an oracle."""
        from qiskit.quantum_info import SparsePauliOp
        from qiskit.result import Counts

        from grader.answer.flatten import flatten, is_circuit
        from grader.answer.opaque import OpaqueGate

        kind = type(value)
        if is_circuit(kind):
            return flatten(value, self.caps, _shown(path))
        if kind is OpaqueGate:
            return self.oracle(value, path)
        if kind is SparsePauliOp:
            return self.operator(value, path)
        if kind is Counts:
            return self.container(dict(value), path, len(path) + 1)
        return _unknown(value, path)

    def array(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        import numpy as np

        if value.dtype.kind == "U":  # of texts there are lists only
            self.spend(value.size, path)
            return self.value(value.tolist(), path, len(path))
        name = value.dtype.name
        if name not in ARRAY_TYPES or value.ndim > ARRAY_DIMENSIONS:
            _refuse("array-type", path, name[:40])
        self.spend(value.nbytes * 4 // 3, path)
        if value.dtype.kind in "fc" and not np.isfinite(value).all():
            _refuse("nan", path)
        raw = np.ascontiguousarray(value, dtype=ARRAY_TYPES[name]).tobytes()
        text = base64.b64encode(raw).decode("ascii")
        return {"t": "array", "dtype": name, "shape": list(value.shape), "v": text}

    def oracle(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        """Encode an oracle as it is handed out: no power, no controls."""
        name, width = value.oracle, value.num_qubits
        plain = value.exponent == 1 and value.num_ctrl_qubits == 0
        if type(name) is not str or type(width) is not int or not plain:
            _refuse("type", path, "oracle")
        return {"t": "oracle", "name": self.scalar(name, path), "nq": width}

    def operator(self, value: Any, path: _Path) -> Any:  # noqa: ANN401
        if value.num_qubits > self.caps.max_qubits:
            raise AnswerTooLarge("qubits", _shown(path), str(value.num_qubits))
        if value.size > self.caps.operations:
            raise AnswerTooLarge("operations", _shown(path), str(value.size))
        self.spend(value.size * value.num_qubits, path)
        terms = []
        labels = value.paulis.to_labels()
        for i, (label, weight) in enumerate(zip(labels, value.coeffs, strict=True)):
            if not _LABEL.fullmatch(label):
                _refuse("type", (*path, i), label[:40])
            if getattr(weight, "parameters", None):
                _refuse("unbound-parameter", (*path, i))
            number = self.scalar(complex(weight), (*path, i))
            terms.append([label, *number["v"]])
        return {"t": "operator", "nq": value.num_qubits, "terms": terms}


# What collects counts; on the wire each is a plain dict.
_DICTS = frozenset({dict, Counter, OrderedDict, defaultdict})
_SCALARS = frozenset({type(None), bool, int, float, complex, str})


@cache
def _numpy_scalars() -> frozenset[type]:
    import numpy as np

    names = (*ARRAY_TYPES, "float16")
    return frozenset({np.str_, *(np.dtype(name).type for name in names)})


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a numpy scalar of a library class as Python's own, all else as it is."""
    if "numpy" in sys.modules and type(value) in _numpy_scalars():
        return value.item()
    return value
