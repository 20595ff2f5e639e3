"""Groups of the LiH labels that commute qubit by qubit, and how many groups there are."""

from collections import Counter

from grader.judge.task import Fault

# Pauli labels of LiH at 1.5474 A, STO-3G, frozen core, parity mapping, 4 qubits.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]
MOST = 30


def template():
    return [["XXXX", "..."], "..."]


def objective(groups, _):
    counts = Counter(label for group in groups for label in group)
    for label in counts:
        if label not in LABELS:
            raise fault(
                "wrong",
                f"{label[:12]!r} is none of the 100 labels",
                f"{label[:12]!r} は100個のラベルにありません",
            )
    missing = [label for label in LABELS if label not in counts]
    if missing:
        raise fault(
            "wrong",
            f"{len(missing)} labels are in no group, first {missing[0]}",
            f"どのグループにも入っていないラベルが{len(missing)}個あります（最初は {missing[0]}）",
        )
    twice = [label for label in LABELS if counts[label] > 1]
    if twice:
        raise fault(
            "wrong",
            f"{twice[0]} stands in the groups {counts[twice[0]]} times",
            f"{twice[0]} が{counts[twice[0]]}回使われています",
        )
    for number, group in enumerate(groups):
        clash = first_clash(group)
        if clash:
            one, two, qubit = clash
            raise fault(
                "wrong",
                f"group {number}: {one} and {two} do not commute on q{qubit}",
                f"グループ{number}の {one} と {two} は q{qubit} で可換ではありません",
            )
    if len(groups) > MOST:
        raise fault(
            "limit",
            f"Right, but {len(groups)} groups; at most {MOST} are allowed",
            f"正しい分割ですが、グループが{len(groups)}個あります。上限は{MOST}個です",
        )
    return len(groups)


def second(groups):
    """Say why by Qiskit: its own grouping leaves each group whole, and all labels are there."""
    from qiskit.quantum_info import PauliList

    if sorted(label for group in groups for label in group) != sorted(LABELS):
        return None
    whole = all(len(PauliList(list(group)).group_commuting(qubit_wise=True)) == 1
                for group in groups if group)  # fmt: skip
    return f"{len(groups)} groups, each whole" if whole and len(groups) <= MOST else None


def first_clash(group):
    for place, one in enumerate(group):
        for two in group[:place]:
            for qubit, pair in enumerate(zip(reversed(two), reversed(one), strict=True)):
                if "I" not in pair and pair[0] != pair[1]:
                    return two, one, qubit
    return None


def fault(kind, en, ja):
    return Fault(kind=kind, en=f"{en}.", ja=f"{ja}。")
