"""Whether a job fits into a quota, and whose turn is next: pure arithmetic on whole numbers."""

from fractions import Fraction

from grader.devices.metering import NANO, Charge
from grader.devices.refusals import refuse
from grader.errors import DeviceError
from grader.quotas import Quota

__all__ = ["REFERENCE", "quota_fault", "share"]

REFERENCE = Quota(circuits=10_000, shots=10_000_000, quantum_seconds=36_000)
"""What a share is measured by where there is no bound."""

_UNITS = {
    "circuits": ("circuits", "回路"),
    "shots": ("shots", "ショット"),
    "quantum_ns": ("quantum seconds", "量子秒"),
}


def share(quota: Quota, used: Charge) -> Fraction:
    """Return the largest part of any bound that was used; of `REFERENCE` where there is none."""
    own, other = _bounds(quota), _bounds(REFERENCE)
    parts = []
    for unit in _UNITS:
        bound = other[unit] if own[unit] is None else own[unit]
        parts.append(Fraction(getattr(used, unit), max(1, bound or 0)))
    return max(parts)


def quota_fault(
    quota: Quota, used: Charge, needed: Charge, *, month: str, company: str | None
) -> DeviceError | None:
    """Return why a job does not fit, or ``None`` if it does.

    Args:
        quota: The bounds.
        used: What was used of them, reserved jobs included.
        needed: What the job may use at most.
        month: ``YYYY-MM``, for the message.
        company: Whose quota it is; ``None``: the learner's own.
    """
    for unit, bound in _bounds(quota).items():
        spent, wanted = getattr(used, unit), getattr(needed, unit)
        if bound is None or spent + wanted <= bound:
            continue
        return refuse(
            "quota",
            whose=company or "your account",
            whose_ja=f"{company} の割り当て" if company else "あなたの割り当て",
            month=month,
            unit=_UNITS[unit][0],
            unit_ja=_UNITS[unit][1],
            left=_shown(unit, max(0, bound - spent)),
            limit=_shown(unit, bound),
            needed=_shown(unit, wanted),
        )
    return None


def _bounds(quota: Quota) -> dict[str, int | None]:
    seconds = quota.quantum_seconds
    return {
        "circuits": quota.circuits,
        "shots": quota.shots,
        "quantum_ns": None if seconds is None else seconds * NANO,
    }


def _shown(unit: str, amount: int) -> str:
    return f"{amount / NANO:.3f}" if unit == "quantum_ns" else str(amount)
