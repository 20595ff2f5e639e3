"""The table of what each standard gate costs: ``python -m grader.judge.metrics.cost_table``.

Made by the judge's own metering, gate by gate, and kept in ``docs/gate-costs.md``; a test
compares the file with what this gives.
"""

import math
import sys
from collections.abc import Iterator

from grader.answer.schema import GATES
from grader.exercise import Basis
from grader.judge._registry import measure
from grader.judge.metrics.clifford_t import exact
from grader.judge.program import Op, Program

__all__ = ["BASES", "cost", "markdown", "rows"]

BASES = {
    **{name.upper(): Basis(gates=(name, "rz", "sx", "x")) for name in ("cx", "cz", "ecr")},
    "FT": Basis(gates=("h", "s", "sdg", "t", "tdg", "x", "y", "z", "cx")),
}
_ANGLE = math.pi / 2
_WIDTHS = {"mcx": (4, 5, 6), "mcphase": (2, 3, 4), "qft": (2, 3, 4, 5)}
_HEAD = """\
# What each gate costs / ゲートのコスト

Metrics are counted after the fixed translation `xlate-v1`: each gate alone is written in the
exercise's basis by Qiskit's translation at level 0; nothing is optimised, merged or routed.
Barriers, `id` and the global phase cost nothing; `rz` counts as a one-qubit gate. Gates of your
own count by their definition, whatever their name. `nisq-v1` costs 10 · n2q + n1q, `ft-v1` the
number of T gates.
指標は固定の変換 `xlate-v1` の後に数えます。各ゲートを単独で演習の基底に書き換えるだけで、
最適化・統合・配線はしません。バリア、`id`、グローバル位相は 0 です。`rz` は 1 量子ビットゲート
として数えます。自作ゲートは名前ではなく定義で数えます。`nisq-v1` は 10 · n2q + n1q、
`ft-v1` は T ゲートの個数です。

`n2q` and `depth2q` are the same in the bases CX, CZ and ECR (`cx`, `cz` or `ecr` with `rz`, `sx`,
`x`), the number of one-qubit gates is not. FT is Clifford gates and T (`h s sdg t tdg x y z cx`);
angles are π/2 there in this table, and a dash marks a gate that then has no exact form: an angle
that is no multiple of π/4 remains.
`n2q` と `depth2q` は CX・CZ・ECR の各基底で共通ですが、1 量子ビットゲートの個数は基底によって
異なります。FT は Clifford ゲートと T からなる基底で、この表では角度を π/2 とします。「–」は、
π/4 の倍数でない角度が残り、厳密に表せないゲートです。

| gate | qubits | n2q | depth2q | n1q CX | n1q CZ | n1q ECR | n2q FT | n1q FT | T |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
_FOOT = """
Written by `python -m grader.judge.metrics.cost_table`. / 上記コマンドで生成しています。
"""


def cost(name: str, num_qubits: int, basis: Basis) -> dict[str, float] | None:
    """Return what one gate costs by itself; ``None`` where the basis cannot express it."""
    params = (_ANGLE,) * GATES[name].num_params
    if basis is BASES["FT"] and exact(name, num_qubits, params).odd_angle is not None:
        return None
    ops = (Op(name, params, tuple(range(num_qubits))),)
    return measure(Program(num_qubits, ops), basis)


def rows() -> Iterator[tuple[str, int, dict[str, dict[str, float] | None]]]:
    """Yield each gate of the table with its width and its costs by basis."""
    for name, gate in GATES.items():
        for width in _WIDTHS.get(name, (gate.num_qubits,)):
            yield name, width, {key: cost(name, width, basis) for key, basis in BASES.items()}


def markdown() -> str:
    """Return the page of the documentation."""
    return _HEAD + "".join(map(_line, rows())) + _FOOT


def _line(row: tuple[str, int, dict[str, dict[str, float] | None]]) -> str:
    name, width, costs = row
    plain = costs["CX"] or {}
    cells = [f"`{name}`", width, plain["n2q"], plain["depth2q"]]
    cells += [(costs[key] or {})["n1q"] for key in ("CX", "CZ", "ECR")]
    tolerant = costs["FT"]
    metrics = ("n2q", "n1q", "t_count")
    cells += ["–"] * 3 if tolerant is None else [tolerant[metric] for metric in metrics]
    return f"| {' | '.join(map(str, cells))} |\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
