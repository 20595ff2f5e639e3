"""Read ``qans/1`` bytes. Total: any bytes give a value or an `AnswerError`, in bounded time.

Nothing that the other side claims is believed: sizes are checked before anything of that size is
made, and only the one canonical text of a value is accepted, so that equal answers have equal
bytes.
"""

import base64
import binascii
import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from grader.answer.encode import canonical
from grader.answer.schema import (
    ARRAY_DIMENSIONS,
    ARRAY_TYPES,
    BLOCK_DEPTH,
    DEFAULT_CAPS,
    INTEGER_MAX,
    ORACLE_NAME,
    VERSION,
    Caps,
    Value,
)
from grader.answer.service import Ask, Service
from grader.errors import AnswerMalformed, AnswerTooLarge

if TYPE_CHECKING:
    from grader.answer.rebuild import Room

__all__ = ["decode"]

_NUMBER_LENGTH = 32
"""Characters of the longest number that Python writes, with some to spare."""
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def decode(
    data: bytes,
    *,
    caps: Caps = DEFAULT_CAPS,
    oracles: Mapping[str, int] | None = None,
    ask: Ask | None = None,
) -> Value:
    """Return the value that `data` stands for.

    Args:
        data: One whole document, nothing before or after it.
        caps: Sizes over which the answer is refused.
        oracles: Widths of the oracles that circuits may use, by name.
        ask: For arguments of a call only: reaches the judge's services, which with oracles are
            values then.

    Returns:
        A value of the kinds listed in `grader.answer.schema`. Circuits hold Qiskit's own gates.

    Raises:
        AnswerMalformed: If `data` is not the canonical form of a value.
        AnswerTooLarge: If a size is over its cap.
    """
    if type(data) is not bytes:
        raise AnswerMalformed("type", "$", type(data).__name__[:40])
    if len(data) > caps.max_bytes:
        raise AnswerTooLarge("bytes", "$", str(len(data)))
    if not data.isascii():
        raise AnswerMalformed("encoding", "$")
    _check_depth(data, 2 * caps.depth + 2 * BLOCK_DEPTH + 6)
    tree = _parse(data)
    if type(tree) is not dict or tree.keys() != {"qans", "v"}:
        raise AnswerMalformed("keys", "$")
    if type(tree["qans"]) is not int or tree["qans"] != VERSION:
        raise AnswerMalformed("version", "$.qans")
    return _Decoder(caps, oracles or {}, ask).value(tree["v"], (), 0)


def _check_depth(data: bytes, allowed: int) -> None:
    """Count brackets outside strings, before a parser that recurses sees them."""
    depth = 0
    for byte in _STRING.sub(b"", data).translate(None, _NOT_BRACKETS):
        if byte in b"[{":
            depth += 1
            if depth > allowed:
                raise AnswerMalformed("depth", "$")
        else:
            depth -= 1


def _parse(data: bytes) -> Any:  # noqa: ANN401
    try:
        tree = json.loads(
            data.decode("ascii"),
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
        same = canonical(tree) == data
    except (ValueError, RecursionError) as error:
        place = getattr(error, "pos", None)
        raise AnswerMalformed("not-json", "$", "" if place is None else f"byte {place}") from None
    if not same:
        raise AnswerMalformed("not-canonical", "$")
    return tree


def _integer(text: str) -> int:
    if len(text) > _NUMBER_LENGTH or not -INTEGER_MAX <= int(text) <= INTEGER_MAX:
        raise AnswerMalformed("integer", "$", text[:20])
    return int(text)


def _float(text: str) -> float:
    number = float(text) if len(text) <= _NUMBER_LENGTH else math.nan
    if not math.isfinite(number):
        raise AnswerMalformed("nan", "$", text[:20])
    return number


def _constant(text: str) -> NoReturn:
    raise AnswerMalformed("nan", "$", text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise AnswerMalformed("duplicate-key", "$")
    return found


_Path = tuple[object, ...]


def _refuse(code: str, path: _Path, detail: str = "") -> NoReturn:
    raise AnswerMalformed(
        code, "$" + "".join(f"[{json.dumps(step)[:60]}]" for step in path), detail
    )


class _Decoder:
    def __init__(self, caps: Caps, oracles: Mapping[str, int], ask: Ask | None) -> None:
        self.caps = caps
        self.oracles = oracles
        self.ask = ask
        self.room: Room | None = None

    def value(self, tree: Any, path: _Path, depth: int) -> Any:  # noqa: ANN401
        kind = type(tree)
        if kind is str:
            # JSON may spell half a surrogate pair; no text holds one.
            if "\0" in tree or any("\ud800" <= char <= "\udfff" for char in tree):
                _refuse("text", path)
            return tree
        if kind is list:
            return self.items(tree, path, depth)
        if kind is dict:
            return self.tagged(tree, path, depth)
        return tree

    def items(self, trees: list[Any], path: _Path, depth: int) -> list[Any]:
        if depth >= self.caps.depth:
            _refuse("depth", path)
        return [self.value(tree, (*path, i), depth + 1) for i, tree in enumerate(trees)]

    def tagged(self, tree: dict[str, Any], path: _Path, depth: int) -> Any:  # noqa: ANN401
        tag = tree.get("t")
        if type(tag) is not str or tag not in _KEYS:
            _refuse("unknown-tag", path, str(tag)[:40])
        if tree.keys() != _KEYS[tag]:
            _refuse("keys", path, tag)
        if tag == "circuit":
            from grader.answer.rebuild import Room, rebuild

            shown = "$" + "".join(f"[{json.dumps(step)[:60]}]" for step in path)
            self.room = self.room or Room()
            return rebuild(tree, self.caps, shown, self.room, self.oracles)
        if tag == "array":
            return self.array(tree, path)
        if tag == "operator":
            return self.operator(tree, path)
        if tag in {"oracle", "service"}:
            return self.handed_out(tree, path)
        return self.listed(tag, tree["v"], path, depth)

    def listed(self, tag: str, content: Any, path: _Path, depth: int) -> Any:  # noqa: ANN401
        """Return a value whose content is a list."""
        if type(content) is not list:
            _refuse("type", path, tag)
        if tag == "tuple":
            return tuple(self.items(content, path, depth))
        if tag == "complex":
            if [type(part) for part in content] != [float, float]:
                _refuse("type", path, tag)
            return complex(*content)
        return self.pairs(content, path, depth)

    def handed_out(self, tree: dict[str, Any], path: _Path) -> Any:  # noqa: ANN401
        """Return what the judge hands out as an argument; it is no answer."""
        name = tree["name"]
        if self.ask is None or type(name) is not str or not ORACLE_NAME.fullmatch(name):
            _refuse("type", path, tree["t"])
        if tree["t"] == "service":
            return Service(name, self.ask)
        if type(tree["nq"]) is not int or not 0 < tree["nq"] <= self.caps.max_qubits:
            _refuse("type", path, "oracle")
        from grader.answer.opaque import OpaqueGate

        return OpaqueGate(name, tree["nq"])

    def pairs(self, content: list[Any], path: _Path, depth: int) -> dict[Any, Any]:
        if depth >= self.caps.depth:
            _refuse("depth", path)
        found: dict[Any, Any] = {}
        before = b""
        for i, pair in enumerate(content):
            if type(pair) is not list or len(pair) != 2:
                _refuse("type", (*path, i), "dict")
            text = canonical(pair[0])
            if text <= before:
                _refuse("duplicate-key" if text == before else "not-canonical", (*path, i))
            before = text
            found[self.key(pair[0], (*path, i), depth)] = self.value(
                pair[1], (*path, pair[0] if type(pair[0]) is str else i), depth + 1
            )
        if len(found) != len(content):  # 1, 1.0 and true are one key in Python
            _refuse("duplicate-key", path)
        return found

    def key(self, tree: Any, path: _Path, depth: int) -> Any:  # noqa: ANN401
        key = self.value(tree, path, depth)
        kinds = (type(None), bool, int, float, complex, str, tuple)
        if type(key) not in kinds:
            _refuse("type", path, "dict")
        try:
            hash(key)
        except TypeError:
            _refuse("type", path, "dict")
        return key

    def array(self, tree: dict[str, Any], path: _Path) -> Any:  # noqa: ANN401
        import numpy as np

        name, shape, text = tree["dtype"], tree["shape"], tree["v"]
        if type(name) is not str or name not in ARRAY_TYPES:
            _refuse("array-type", path, str(name)[:40])
        if type(shape) is not list or len(shape) > ARRAY_DIMENSIONS or type(text) is not str:
            _refuse("array-size", path)
        if any(type(n) is not int or n < 0 for n in shape) or _extent(shape) > self.caps.max_bytes:
            _refuse("array-size", path)
        dtype = np.dtype(ARRAY_TYPES[name])
        size = math.prod(shape) * dtype.itemsize
        if len(text) != (size + 2) // 3 * 4:
            _refuse("array-size", path)
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error:
            _refuse("not-canonical", path)
        if len(raw) != size:
            _refuse("array-size", path)
        if base64.b64encode(raw).decode("ascii") != text:
            _refuse("not-canonical", path)
        if name == "bool" and raw.strip(b"\0\1"):
            _refuse("not-canonical", path)
        array = np.frombuffer(raw, dtype=dtype).reshape(shape).astype(name)
        if dtype.kind in "fc" and not np.isfinite(array).all():
            _refuse("nan", path)
        return array

    def operator(self, tree: dict[str, Any], path: _Path) -> Any:  # noqa: ANN401
        width, terms = tree["nq"], tree["terms"]
        if type(width) is not int or width < 1 or type(terms) is not list or not terms:
            _refuse("type", path, "operator")
        shown = "$" + "".join(f"[{json.dumps(step)[:60]}]" for step in path)
        if width > self.caps.max_qubits:
            raise AnswerTooLarge("qubits", shown, str(width))
        if len(terms) > self.caps.operations:
            raise AnswerTooLarge("operations", shown, str(len(terms)))
        for i, term in enumerate(terms):
            if type(term) is not list or [type(part) for part in term] != [str, float, float]:
                _refuse("type", (*path, i), "operator")
            if len(term[0]) != width or term[0].strip("IXYZ"):
                _refuse("type", (*path, i), "operator")
        from qiskit.quantum_info import SparsePauliOp

        weights = [complex(real, imaginary) for _, real, imaginary in terms]
        return SparsePauliOp([label for label, _, _ in terms], weights)


def _extent(shape: list[int]) -> int:
    """Return the size as nested lists: an empty array may have any number of empty rows."""
    return math.prod(max(length, 1) for length in shape)


_KEYS: dict[str, set[str]] = {
    "tuple": {"t", "v"},
    "dict": {"t", "v"},
    "complex": {"t", "v"},
    "array": {"t", "dtype", "shape", "v"},
    "operator": {"t", "nq", "terms"},
    "circuit": {"t", "nq", "nc", "gp", "ops"},
    "oracle": {"t", "name", "nq"},
    "service": {"t", "name"},
}
