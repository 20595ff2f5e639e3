"""`consortium.toml`: the one place that knows who a deployment serves and by which rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.errors import ConfigError
from grader.exercise import Text
from grader.ibm_account import IbmAccount, read_ibm
from grader.quotas import Quotas, read_quotas
from grader.toml_reader import TomlReader

__all__ = ["DEFAULT", "STANDINGS", "Company", "Consortium", "Disclosure", "load_consortium"]

STANDINGS = ("named", "unnamed", "off")
_LONGEST = 200
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

DEFAULT = """\
# Who this installation serves, and by which rules. `qskills doctor` checks this file.
name = { en = "Quantum Skills Consortium", ja = "量子スキルコンソーシアム" }
host = { en = "Host University", ja = "ホスト大学" }
time_zone = "Asia/Tokyo"    # weeks of the leaderboard close on Monday, 00:00 in this zone
# contact = "skills@example.ac.jp"  # whom the page "Method" names for errors in a result
counts = "best"             # the attempt that the gradebook counts: "best" or "latest"
min_isolation_level = 3     # grading refuses to run in a weaker sandbox (0 to 4)

[disclosure]                # figures about fewer people or companies are withheld
min_learners = 10
min_companies = 3
max_share = 0.5             # largest part that one company may have in a pooled figure
company_standings = true    # whether members see each other's headline figures by name

[retention]
months = 24                 # `qskills people retain` deletes older notebooks and answers

# Devices: what each company may use in a calendar month of the time zone above. A bound that is
# left out does not exist. [quota.learner] bounds each learner, [quota.company.ID] one company.
#
# [quota]
# circuits = 20000
# shots = 20000000
# quantum_seconds = 36000

# A real machine at IBM Quantum; docs/devices.md says how. No secret belongs in this file.
#
# [ibm]
# devices = ["ibm_kawasaki"]
# token_variable = "QSKILLS_IBM_TOKEN"      # names of environment variables
# instance_variable = "QSKILLS_IBM_INSTANCE"

# One block for each member company. standing: "named", "unnamed" (takes effect when at
# least three companies choose it) or "off". colour may be left out.
#
# [[company]]
# id = "example-works"
# name = { en = "Example Works", ja = "例示製作所" }
# industry = "materials"
# standing = "named"
# colour = "#0072B2"
"""
"""What `qskills init` writes: a valid file without members, with every key explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A member company.

    Attributes:
        id: Kebab-case, never reused.
        industry: Free kebab-case word; pages group by it.
        standing: One of `STANDINGS`.
        colour: ``#rrggbb`` for charts, or ``None``.
    """

    id: str
    name: Text
    industry: str
    standing: str = "named"
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What must hold before a figure about people is shown; never weaker than the defaults."""

    min_learners: int = 10
    min_companies: int = 3
    max_share: float = 0.5
    company_standings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium:
    """One deployment's settings.

    Attributes:
        time_zone: IANA name; weeks close in it.
        counts: ``"best"`` or ``"latest"``: the attempt that the gradebook counts.
        min_isolation_level: Grading refuses to run below it.
        contact: Whom members ask about an error, e.g. an address; ``""``: nobody is named.
        quotas: Of the devices, by month.
        ibm: How IBM Quantum is reached, if it is.
        retention_months: Age at which notebooks and answers may be deleted.
    """

    name: Text
    host: Text
    companies: tuple[Company, ...] = ()
    disclosure: Disclosure = field(default_factory=Disclosure)
    counts: str = "best"
    min_isolation_level: int = 3
    time_zone: str = "Asia/Tokyo"
    contact: str = ""
    quotas: Quotas = field(default_factory=Quotas)
    ibm: IbmAccount | None = None
    retention_months: int = 24


def load_consortium(path: Path) -> Consortium:
    """Load and check a ``consortium.toml``.

    Raises:
        ConfigError: With one line per fault, naming file, key and fix.
    """
    read = TomlReader(path.name)
    try:
        top = read.load(path)
    except FileNotFoundError:
        raise ConfigError(f"{path}: missing; write one with `qskills init`") from None
    keys = ("name", "host", "time_zone", "counts", "min_isolation_level", "disclosure", "company")
    read.only(top, "", (*keys, "quota", "ibm", "contact", "retention"))
    retention = read.get(top, "retention", dict, {}, fix="write a table [retention]")
    read.only(retention, "retention", ("months",))
    disclosure = read.get(top, "disclosure", dict, {}, fix="write a table [disclosure]")
    companies = _companies(read, read.blocks(top, "company", "member", ()))
    consortium = Consortium(
        name=Text(**read.text(top, "name")),
        host=Text(**read.text(top, "host")),
        companies=companies,
        quotas=read_quotas(read, top, {company.id for company in companies}),
        ibm=read_ibm(read, top),
        disclosure=_disclosure(read, disclosure),
        contact=read.get(top, "contact", str, "", ok=lambda v: len(v) <= _LONGEST,
                         fix=f"a text of up to {_LONGEST} characters"),
        retention_months=int(_number(read, retention, "retention.months", 24, low=1, high=240)),
        counts=read.choice(top, "counts", ("best", "latest"), "best"),
        min_isolation_level=int(_number(read, top, "min_isolation_level", 3, low=0, high=4)),
        time_zone=read.get(top, "time_zone", str, "Asia/Tokyo", ok=_is_time_zone,
                           fix='give an IANA name, e.g. "Asia/Tokyo"'),
    )  # fmt: skip
    if read.faults:
        raise ConfigError("\n".join(read.faults))
    return consortium


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _number(
    read: TomlReader,
    table: Mapping[str, Any],
    key: str,
    default: float,
    *,
    low: float,
    high: float = inf,
) -> float:
    kind, name = (int, "whole number") if isinstance(default, int) else ((int, float), "number")
    upper = f" to {high:g}" if high < inf else " or more"
    found: float = read.get(table, key, kind, default, ok=lambda v: low <= v <= high,
                            fix=f"a {name}, {low:g}{upper}")  # fmt: skip
    return found


def _disclosure(read: TomlReader, table: Mapping[str, Any]) -> Disclosure:
    keys = ("min_learners", "min_companies", "max_share", "company_standings")
    read.only(table, "disclosure", keys)
    return Disclosure(
        min_learners=int(_number(read, table, "disclosure.min_learners", 10, low=10)),
        min_companies=int(_number(read, table, "disclosure.min_companies", 3, low=3)),
        max_share=_number(read, table, "disclosure.max_share", 0.5, low=0.05, high=0.5),
        company_standings=read.get(table, "disclosure.company_standings", bool, True,
                                   fix="true or false"),
    )  # fmt: skip


def _companies(read: TomlReader, tables: Iterable[Mapping[str, Any]]) -> tuple[Company, ...]:
    found = [_company(read, table, f"company[{n}]") for n, table in enumerate(tables)]
    seen: set[str] = set()
    for number, company in enumerate(found):
        if company.id and company.id in seen:
            read.fault(f"company[{number}].id", f"{company.id!r} again", "give each its own id")
        seen.add(company.id)
    return tuple(found)


def _company(read: TomlReader, table: Mapping[str, Any], where: str) -> Company:
    read.only(table, where, ("id", "name", "industry", "standing", "colour"))
    return Company(
        id=read.word(table, f"{where}.id", "my-company"),
        name=Text(**read.text(table, f"{where}.name")),
        industry=read.word(table, f"{where}.industry", "my-company"),
        standing=read.choice(table, f"{where}.standing", STANDINGS, "named"),
        colour=read.get(table, f"{where}.colour", str, None, fix="give #rrggbb",
                        ok=lambda v: _COLOUR.fullmatch(v) is not None),
    )  # fmt: skip
