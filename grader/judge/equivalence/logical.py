"""The trace of a wide circuit that acts like a small one: a Clifford part beside a few rotations.

The words of the rotations span the operators of a few *logical* qubits, which need not be
physical ones. Where the Clifford part leaves alone whatever commutes with all of these words, it
acts on the same logical qubits, and the trace is one of small matrices.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

import numpy as np

from grader.judge.equivalence.words import Word
from grader.judge.program import Matrix

__all__ = ["trace"]

_MOST = 4
"""Logical qubits; the matrices of the linear system have 4**4 columns."""
_X, _Z = np.array([[0, 1], [1, 0]], dtype=complex), np.diag([1, -1]).astype(complex)


def trace(rotations: Sequence[tuple[Word, float]], image: Callable[[Word], Word]) -> float | None:
    """Return ``|tr(C R)| / d`` of a Clifford part `C` behind rotations `R`.

    Args:
        rotations: Words and angles in radians, the first one acts first.
        image: ``P -> C' P C``; it leaves alone what commutes with all words of the rotations.

    Returns:
        The trace, or ``None`` if there are too many logical qubits, or a word that commutes with
        all the others.
    """
    pairs = _pairs(word for word, _ in rotations)
    if pairs is None or len(pairs) > _MOST:
        return None
    size = 1 << len(pairs)
    one = np.eye(size)
    conditions = []
    for letter in (word for pair in pairs for word in pair):
        before, after = _matrix(letter, pairs), _matrix(image(letter), pairs)
        if before is None or after is None:
            return None
        # C' P C = W is P C = C W, linear in the entries of C (row by row).
        conditions.append(np.kron(before, one) - np.kron(one, after.T))
    # The letters generate all matrices, so that C is the one solution, up to a phase.
    clifford = np.linalg.svd(np.concatenate(conditions))[2][-1].conj().reshape(size, size)
    turned = clifford * np.sqrt(size)
    for word, angle in reversed(rotations):
        about = _matrix(word, pairs)
        if about is None:
            return None
        turned = turned @ (np.cos(angle / 2) * one - 1j * np.sin(angle / 2) * about)
    return float(abs(np.trace(turned)) / size)


def _pairs(words: Iterable[Word]) -> list[tuple[Word, Word]] | None:
    """Return words that anticommute in pairs, and commute otherwise, with the same products."""
    left, pairs = list(words), []
    while left:
        one = left.pop()
        if not one.x and not one.z:
            continue
        two = next((word for word in left if not word.commutes(one)), None)
        if two is None:
            return None
        one, two = one.positive, two.positive
        pairs.append((one, two))
        left = [_apart(word, one, two) for word in left]
    return pairs


def _apart(word: Word, one: Word, two: Word) -> Word:
    """Return the word times what makes it commute with a pair."""
    factors = [] if word.commutes(two) else [one]
    factors += [] if word.commutes(one) else [two]
    return reduce(Word.times, factors, word)


def _matrix(word: Word, pairs: Sequence[tuple[Word, Word]]) -> Matrix | None:
    """Return a word as a matrix on the logical qubits; ``None`` if it is none of them."""
    product, matrix = Word(0, 0, 0), np.eye(1, dtype=complex)
    for one, two in pairs:
        logical = np.eye(2, dtype=complex)
        if not word.commutes(two):
            product, logical = product.times(one), logical @ _X
        if not word.commutes(one):
            product, logical = product.times(two), logical @ _Z
        matrix = np.kron(matrix, logical)
    if (product.x, product.z) != (word.x, word.z):
        return None
    out: Matrix = matrix * 1j ** (word.phase - product.phase)
    return out
