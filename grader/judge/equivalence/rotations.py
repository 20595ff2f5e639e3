"""Circuits of any width that are a Clifford circuit and few Pauli rotations, as a normal form.

Compilers move angles through a circuit: what was a Clifford circuit comes back with rotations
by any angle that cancel each other. Here each rotation is carried to the front of the Clifford
part, where it is one about a Pauli word, and meets its counterpart. The answer followed by the
inverse of the target then shrinks to the identity, or to something that is seen not to be it.

The circuit is ``C R_k ... R_1``; `C` is held by the words into which it turns each ``X`` and
``Z`` (``C' Z C``).
"""

import math
from collections.abc import Iterator
from functools import reduce

from grader.judge.equivalence import logical
from grader.judge.equivalence.words import Word
from grader.judge.program import Op, Program

__all__ = ["is_clifford", "same_state", "same_unitary"]

_EXACT = 1e-9
_MOST_ROTATIONS = 400
"""More are no circuit that a compiler made of a Clifford one, and would take long."""
_FEW = 12
"""So many that do not cancel are multiplied out."""
_QUARTER = math.pi / 2


_Step = tuple[str, float, tuple[int, ...]]
_S, _H, _CX = "s", "h", "cx"
# Gates as h, s, cx (and rotations), up to a global phase: (name, local qubits).
_PLAIN: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "id": (),
    "h": ((_H, (0,)),),
    "s": ((_S, (0,)),),
    "z": ((_S, (0,)),) * 2,
    "sdg": ((_S, (0,)),) * 3,
    "x": ((_H, (0,)), (_S, (0,)), (_S, (0,)), (_H, (0,))),
    "sx": ((_H, (0,)), (_S, (0,)), (_H, (0,))),
    "sxdg": ((_H, (0,)), (_S, (0,)), (_S, (0,)), (_S, (0,)), (_H, (0,))),
    "cx": ((_CX, (0, 1)),),
    "cz": ((_H, (1,)), (_CX, (0, 1)), (_H, (1,))),
    "cy": (*((_S, (1,)),) * 3, (_CX, (0, 1)), (_S, (1,))),
    "swap": ((_CX, (0, 1)), (_CX, (1, 0)), (_CX, (0, 1))),
    "dcx": ((_CX, (0, 1)), (_CX, (1, 0))),
    "iswap": ((_S, (0,)), (_S, (1,)), (_H, (0,)), (_CX, (0, 1)), (_CX, (1, 0)), (_H, (1,))),
}
_PLAIN["y"] = (*_PLAIN["z"], *_PLAIN["x"])
_PLAIN["ecr"] = ((_S, (0,)), (_H, (1,)), (_S, (1,)), (_H, (1,)), (_CX, (0, 1)), *_PLAIN["x"])
_TURNS = {
    **dict.fromkeys(("p", "rz"), "Z"),
    "rx": "X",
    "ry": "Y",
    "rzz": "ZZ",
    "rxx": "XX",
    "ryy": "YY",
    "rzx": "ZX",
}
_FIXED = {"t": math.pi / 4, "tdg": -math.pi / 4}
_CONTROLLED = {"cs": _QUARTER, "csdg": -_QUARTER}


def _steps(op: Op) -> list[_Step] | None:
    """Return a gate as plain gates and rotations; ``None`` for those that are too much of both."""
    if op.name in _PLAIN:
        return [(name, 0.0, tuple(op.qubits[k] for k in at)) for name, at in _PLAIN[op.name]]
    if op.name in _FIXED:
        return [("Z", _FIXED[op.name], op.qubits)]
    if op.name in _TURNS:
        return [(_TURNS[op.name], op.params[0], op.qubits)]
    if op.name in ("cp", *_CONTROLLED):
        half = (op.params[0] if op.params else _CONTROLLED[op.name]) / 2
        one, two = op.qubits
        return [("Z", half, (one,)), ("Z", half, (two,)), ("ZZ", -half, op.qubits)]
    if op.name == "crz":
        return [("Z", op.params[0] / 2, op.qubits[1:]), ("ZZ", -op.params[0] / 2, op.qubits)]
    if op.name == "u":
        theta, phi, lam = op.params
        return [("Z", lam, op.qubits), ("Y", theta, op.qubits), ("Z", phi, op.qubits)]
    return None


class _Form:
    """A circuit in normal form."""

    def __init__(self, num_qubits: int) -> None:
        self.x = [Word(1 << qubit, 0, 0) for qubit in range(num_qubits)]
        self.z = [Word(0, 1 << qubit, 0) for qubit in range(num_qubits)]
        self.rotations: list[tuple[Word, float]] = []

    def append(self, step: _Step) -> None:
        name, angle, qubits = step
        if name == _H:
            (q,) = qubits
            self.x[q], self.z[q] = self.z[q], self.x[q]
        elif name == _S:
            (q,) = qubits
            self.x[q] = self.x[q].times(self.z[q]).turned(3)
        elif name == _CX:
            control, target = qubits
            self.x[control] = self.x[control].times(self.x[target])
            self.z[target] = self.z[control].times(self.z[target])
        else:
            self._rotate(self._word(name, qubits), angle)

    def _word(self, letters: str, qubits: tuple[int, ...]) -> Word:
        word = Word(0, 0, 0)
        for letter, q in zip(letters, qubits, strict=True):
            if letter != "Z":
                word = word.times(self.x[q])
            if letter != "X":
                word = word.times(self.z[q])
            if letter == "Y":  # i X Z
                word = word.turned(1)
        return word

    def _rotate(self, word: Word, angle: float) -> None:
        """Add a rotation, joined with an equal word that it can reach."""
        if word.negative:
            word, angle = word.turned(2), -angle
        place = len(self.rotations)
        while place:
            there, other = self.rotations[place - 1]
            if (there.x, there.z) == (word.x, word.z):
                del self.rotations[place - 1]
                place, angle = place - 1, angle + other
                break
            if not there.commutes(word):
                place = len(self.rotations)
                break
            place -= 1
        else:
            place = len(self.rotations)
        turns = round(angle / _QUARTER)
        rest = angle - turns * _QUARTER
        if abs(rest) > _EXACT:
            self.rotations.insert(place, (word, angle))
        else:
            self.absorb(place, word, turns % 4)

    def absorb(self, place: int, word: Word, turns: int) -> None:
        """Take quarter turns, which stand before the rotations from `place` on, into `C`."""

        def seen(other: Word) -> Word:
            if turns == 0 or other.commutes(word):
                return other
            return other.turned(2) if turns == 2 else other.times(word).turned(4 - turns)

        self.x, self.z = [seen(other) for other in self.x], [seen(other) for other in self.z]
        for number in range(place, len(self.rotations)):
            other, angle = self.rotations[number]
            other = seen(other)
            if other.negative:
                other, angle = other.turned(2), -angle
            self.rotations[number] = (other, angle)

    @property
    def clifford_is_identity(self) -> bool:
        """Whether `C` is the identity, up to a global phase."""
        return all(image == word for word, image in self.images)

    @property
    def images(self) -> Iterator[tuple[Word, Word]]:
        """Each X and Z of a qubit with what `C` makes of it."""
        for q, (x, z) in enumerate(zip(self.x, self.z, strict=True)):
            yield Word(1 << q, 0, 0), x
            yield Word(0, 1 << q, 0), z

    @property
    def moves_what_rotations_keep(self) -> bool:
        """Whether `C` changes a Pauli word P that commutes with every rotation.

        Then ``|tr|/d`` is below 0.71: with ``C' P C = W`` it is that of ``C W P R`` as well, and
        ``R`` and ``W P R`` are orthogonal (for ``W = -P`` both are 0).
        """
        pivots: dict[int, tuple[Word, Word, int]] = {}
        for word, image in self.images:
            syndrome = sum(
                (not word.commutes(other)) << k for k, (other, _) in enumerate(self.rotations)
            )
            # Gaussian elimination: the products that commute with all are those with syndrome 0.
            while syndrome and (found := pivots.get(syndrome.bit_length())):
                word, image = word.times(found[0]), image.times(found[1])
                syndrome ^= found[2]
            if syndrome:
                pivots[syndrome.bit_length()] = word, image, syndrome
            elif image != word:
                return True
        return False

    def image(self, word: Word) -> Word:
        """Return what `C` makes of a word."""
        factors = [
            image
            for bits, images in ((word.x, self.x), (word.z, self.z))
            for q, image in enumerate(images)
            if bits >> q & 1
        ]
        return reduce(Word.times, factors, Word(0, 0, word.phase))


def is_clifford(program: Program) -> bool:
    """Whether all rotations of the program cancel or join to quarter turns."""
    form = _difference(program, Program(program.num_qubits, ()))
    return form is not None and not form.rotations


def _difference(observed: Program, expected: Program) -> _Form | None:
    """Return the answer followed by the inverse of the target."""
    steps: list[_Step] = []
    for program, back in ((observed, False), (expected, True)):
        part: list[_Step] = []
        for op in program.ops:
            found = _steps(op)
            if found is None:
                return None
            part.extend(found)
        steps.extend(_inverse(part) if back else part)
    if sum(_is_free(angle) for _, angle, _ in steps) > 4 * _MOST_ROTATIONS:
        return None
    form = _Form(observed.num_qubits)
    for step in steps:
        form.append(step)
        if len(form.rotations) > _MOST_ROTATIONS:
            return None
    return form


def _is_free(angle: float) -> bool:
    return abs(angle - round(angle / _QUARTER) * _QUARTER) > _EXACT


def _inverse(steps: list[_Step]) -> list[_Step]:
    return [
        again
        for name, angle, qubits in reversed(steps)
        for again in [(name, -angle, qubits)] * (3 if name == _S else 1)
    ]


def same_unitary(observed: Program, expected: Program, tolerance: float = 1e-7) -> bool | None:
    """Compare two programs up to a global phase; ``None`` if rotations remain that say nothing."""
    form = _difference(observed, expected)
    if form is None:
        return None
    if form.moves_what_rotations_keep:
        return False
    if len(form.rotations) > _FEW:
        return None
    if len(form.rotations) == 1:
        # Its whole quarter turns are Clifford. What is then no identity overlaps with the rest,
        # a rotation by less than an eighth turn, by less than 0.93.
        (word, angle), form.rotations = form.rotations[0], []
        turns = round(angle / _QUARTER)
        form.absorb(0, word, turns % 4)
        form.rotations = [(word, angle - turns * _QUARTER)]
    elif form.rotations and not form.clifford_is_identity:
        overlap = logical.trace(form.rotations, form.image)
        return None if overlap is None else 1 - overlap <= tolerance
    return form.clifford_is_identity and 1 - _overlap(form.rotations) <= tolerance


def _overlap(rotations: list[tuple[Word, float]]) -> float:
    """Return ``|tr|/d`` of a product of rotations: only products of words that are 1 count."""
    terms = {(0, 0): 1 + 0j}
    for word, angle in rotations:
        still, turned = math.cos(angle / 2), -1j * math.sin(angle / 2)
        grown: dict[tuple[int, int], complex] = {}
        for (x, z), weight in terms.items():
            moved = word.times(Word(x, z, 0))
            grown[x, z] = grown.get((x, z), 0) + weight * still
            there = (moved.x, moved.z)
            grown[there] = grown.get(there, 0) + weight * turned * 1j**moved.phase
        terms = grown
    return abs(terms.get((0, 0), 0))


def same_state(observed: Program, expected: Program) -> bool | None:
    """Compare the states prepared from 0; ``None`` if rotations remain that change it."""
    form = _difference(observed, expected)
    if form is None:
        return None
    kept: list[Word] = []
    for word, _ in form.rotations:
        # A rotation about letters Z only, in reach of the start, gives the state 0 a phase.
        if word.x or not all(word.commutes(other) for other in kept):
            kept.append(word)
    if kept:
        return None
    return all(word.x == 0 and word.phase == 0 for word in form.z)
