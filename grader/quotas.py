"""How much of the devices a company and a learner may use in a month: ``[quota]``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from grader.toml_reader import TomlReader

__all__ = ["UNITS", "Quota", "Quotas", "read_quotas"]

_MOST = 10**12
UNITS = ("circuits", "shots", "quantum_seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Upper bounds for one month; ``None``: no bound."""

    circuits: int | None = None
    shots: int | None = None
    quantum_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The quotas of a consortium.

    Attributes:
        company: Of each company that has none of its own.
        learner: Of each learner, within the company's.
        companies: Companies with a quota of their own, by id.
    """

    company: Quota = Quota()
    learner: Quota = Quota()
    companies: Mapping[str, Quota] = field(default_factory=dict)

    def of(self, company: str) -> Quota:
        """Return the quota of a company."""
        return self.companies.get(company, self.company)


def read_quotas(read: TomlReader, top: Mapping[str, Any], known: set[str]) -> Quotas:
    """Read the table ``[quota]``; faults are noted by the reader.

    A company's own table replaces the bounds that it names and keeps the others.

    Args:
        read: Notes faults with file and key.
        top: The whole file.
        known: Ids of the companies of the file.
    """
    table = read.get(top, "quota", dict, {}, fix="write a table [quota]")
    read.only(table, "quota", (*UNITS, "learner", "company"))
    general = _quota(read, table, "quota", Quota())
    learner = read.get(table, "quota.learner", dict, {}, fix="write a table [quota.learner]")
    read.only(learner, "quota.learner", UNITS)
    tables = read.get(table, "quota.company", dict, {}, fix="write tables [quota.company.ID]")
    companies = {}
    for company, own in tables.items():
        where = f"quota.company.{company}"
        if company not in known:
            read.fault(where, "no such company", f"one of {', '.join(sorted(known)) or 'none'}")
        elif not isinstance(own, dict):
            read.fault(where, f"is {own!r}", f"write a table [{where}]")
        else:
            read.only(own, where, UNITS)
            companies[company] = _quota(read, own, where, general)
    return Quotas(
        company=general,
        learner=_quota(read, learner, "quota.learner", Quota()),
        companies=MappingProxyType(companies),
    )


def _quota(read: TomlReader, table: Mapping[str, Any], where: str, fallback: Quota) -> Quota:
    found: dict[str, int | None] = {
        unit: read.get(table, f"{where}.{unit}", int, getattr(fallback, unit),
                       ok=lambda value: 0 <= value <= _MOST, fix=f"a whole number, 0 to {_MOST}")
        for unit in UNITS
    }  # fmt: skip
    return Quota(**found)
