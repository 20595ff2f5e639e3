"""A few gates of the learner's circuit as text, with the one that a verdict names marked."""

import re
from dataclasses import dataclass
from typing import Any

from qiskit import QuantumCircuit
from qiskit.circuit import Instruction

from grader.client.texts import text
from grader.verdict import Verdict

__all__ = ["Drawing", "drawing_of"]

_BEFORE, _AFTER = 3, 2
_MOST_QUBITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Monospaced text and its title."""

    title: str
    text: str


def drawing_of(verdict: Verdict, answer: object, language: str) -> Drawing | None:
    """Draw the operation that the verdict is about, with its neighbours.

    Args:
        verdict: Names an operation in its picture, or in the path of its reason.
        answer: The learner's object, or the result of a call.
        language: Language of the title.
    """
    index = _index(verdict)
    circuit = _circuit(answer)
    if index is None or circuit is None or circuit.num_qubits > _MOST_QUBITS:
        return None
    try:
        lines = _window(circuit, index)
    except Exception:  # noqa: BLE001 - the object is the learner's; a missing picture is no harm
        return None
    return Drawing(title=text("picture-circuit", language), text=lines)


def _index(verdict: Verdict) -> int | None:
    picture = verdict.picture
    if picture is not None and picture.get("kind") == "circuit":
        return int(picture["index"])
    match = re.search(r"\.ops\[(\d+)\]", str(verdict.reason.params.get("path", "")))
    return int(match[1]) if match else None


def _circuit(answer: Any) -> QuantumCircuit | None:  # noqa: ANN401 - any object
    if isinstance(answer, QuantumCircuit):
        return answer
    if isinstance(answer, (list, tuple)):
        return next((part for part in answer if isinstance(part, QuantumCircuit)), None)
    return None


def _window(circuit: QuantumCircuit, index: int) -> str:
    items = [item for item in circuit.data if item.operation.name != "barrier"]
    part = circuit.copy_empty_like()
    part.global_phase = 0
    first = max(0, index - _BEFORE)
    for number, item in enumerate(items[first : index + _AFTER + 1], first):
        if number == index:
            mark = Instruction(f"»{item.operation.name}«", len(item.qubits), 0, [])
            part.append(mark, item.qubits)
        else:
            part.append(item)
    return str(part.draw("text", fold=-1, idle_wires=False, cregbundle=False)).rstrip()
