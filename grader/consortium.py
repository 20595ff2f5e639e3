"""`consortium.toml`: the one place that knows who a deployment serves and by which rules."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.errors import ConfigError
from grader.exercise import Text

__all__ = ["DEFAULT", "STANDINGS", "Company", "Consortium", "Disclosure", "load_consortium"]

STANDINGS = ("named", "unnamed", "off")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

DEFAULT = """\
# Who this installation serves, and by which rules. `qskills doctor` checks this file.
name = { en = "Quantum Skills Consortium", ja = "量子スキルコンソーシアム" }
host = { en = "Host University", ja = "ホスト大学" }
time_zone = "Asia/Tokyo"    # weeks of the leaderboard close on Monday, 00:00 in this zone
counts = "best"             # the attempt that the gradebook counts: "best" or "latest"
min_isolation_level = 3     # grading refuses to run in a weaker sandbox (0 to 4)

[disclosure]                # figures about fewer people or companies are withheld
min_learners = 10
min_companies = 3
max_share = 0.5             # largest part that one company may have in a pooled figure
company_standings = true    # whether members see each other's headline figures by name

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
    """

    name: Text
    host: Text
    companies: tuple[Company, ...] = ()
    disclosure: Disclosure = field(default_factory=Disclosure)
    counts: str = "best"
    min_isolation_level: int = 3
    time_zone: str = "Asia/Tokyo"


class _Reader:
    """Reads a table key by key and collects every fault as ``file: key: problem; fix``."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def fault(self, key: str, problem: str, fix: str) -> None:
        self.faults.append(f"{self.file}: {key}: {problem}; {fix}")

    def only(self, table: Mapping[str, Any], where: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                self.fault(
                    where + key, "unknown key", f"remove it or use one of {', '.join(known)}"
                )

    def text(self, table: Mapping[str, Any], key: str, where: str = "") -> Text:
        value = table.get(key)
        if not isinstance(value, dict) or not all(
            isinstance(value.get(language), str) and value[language] for language in ("en", "ja")
        ):
            problem = "missing" if value is None else f"is {value!r}"
            self.fault(where + key, problem, 'give { en = "...", ja = "..." }')
            return Text(en="", ja="")
        self.only(value, f"{where}{key}.", ("en", "ja"))
        return Text(en=value["en"], ja=value["ja"])

    def word(
        self, table: Mapping[str, Any], key: str, where: str = "", *, form: re.Pattern[str] = _ID
    ) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not form.fullmatch(value):
            problem = "missing" if value is None else f"is {value!r}"
            fix = (
                "give #rrggbb" if form is _COLOUR else "give a word in kebab-case, e.g. my-company"
            )
            self.fault(where + key, problem, fix)
            return ""
        return value

    def choice(
        self, table: Mapping[str, Any], key: str, options: tuple[str, ...], where: str = ""
    ) -> str:
        value = table.get(key, options[0])
        if value not in options:
            self.fault(where + key, f"is {value!r}", f"one of {', '.join(options)}")
            return options[0]
        return str(value)

    def number(
        self,
        table: Mapping[str, Any],
        key: str,
        default: float,
        where: str = "",
        *,
        low: float,
        high: float,
    ) -> float:
        value = table.get(key, default)
        whole = isinstance(default, int)
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
            kind = "whole number" if whole else "number"
            upper = f" to {high:g}" if high != float("inf") else " or more"
            self.fault(where + key, f"is {value!r}", f"a {kind}, {low:g}{upper}")
            return default
        return value


def load_consortium(path: Path) -> Consortium:
    """Load and check a ``consortium.toml``.

    Raises:
        ConfigError: With one line per fault, naming file, key and fix.
    """
    read = _Reader(path.name)
    try:
        top = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: missing; write one with `qskills init`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: not TOML: {error}") from None
    keys = ("name", "host", "time_zone", "counts", "min_isolation_level", "disclosure", "company")
    read.only(top, "", keys)
    consortium = Consortium(
        name=read.text(top, "name"),
        host=read.text(top, "host"),
        companies=_companies(read, top.get("company", [])),
        disclosure=_disclosure(read, top.get("disclosure", {})),
        counts=read.choice(top, "counts", ("best", "latest")),
        min_isolation_level=int(read.number(top, "min_isolation_level", 3, low=0, high=4)),
        time_zone=_time_zone(read, top.get("time_zone", "Asia/Tokyo")),
    )
    if read.faults:
        raise ConfigError("\n".join(read.faults))
    return consortium


def _time_zone(read: _Reader, value: object) -> str:
    try:
        return ZoneInfo(value).key if isinstance(value, str) else _no_zone(read, value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _no_zone(read, value)


def _no_zone(read: _Reader, value: object) -> str:
    read.fault("time_zone", f"is {value!r}", 'give an IANA name, e.g. "Asia/Tokyo"')
    return ""


def _disclosure(read: _Reader, table: object) -> Disclosure:
    where = "disclosure."
    if not isinstance(table, dict):
        read.fault("disclosure", f"is {table!r}", "write a table [disclosure]")
        return Disclosure()
    read.only(table, where, ("min_learners", "min_companies", "max_share", "company_standings"))
    named = table.get("company_standings", True)
    if not isinstance(named, bool):
        read.fault(where + "company_standings", f"is {named!r}", "true or false")
    most = float("inf")
    return Disclosure(
        min_learners=int(read.number(table, "min_learners", 10, where, low=10, high=most)),
        min_companies=int(read.number(table, "min_companies", 3, where, low=3, high=most)),
        max_share=read.number(table, "max_share", 0.5, where, low=0.05, high=0.5),
        company_standings=named is True,
    )


def _companies(read: _Reader, tables: object) -> tuple[Company, ...]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        read.fault("company", f"is {tables!r}", "write each member as a block [[company]]")
        return ()
    found = [_company(read, table, f"company[{n}].") for n, table in enumerate(tables)]
    seen: set[str] = set()
    for number, company in enumerate(found):
        if company.id and company.id in seen:
            read.fault(f"company[{number}].id", f"{company.id!r} again", "give each its own id")
        seen.add(company.id)
    return tuple(found)


def _company(read: _Reader, table: Mapping[str, Any], where: str) -> Company:
    read.only(table, where, ("id", "name", "industry", "standing", "colour"))
    return Company(
        id=read.word(table, "id", where),
        name=read.text(table, "name", where),
        industry=read.word(table, "industry", where),
        standing=read.choice(table, "standing", STANDINGS, where),
        colour=read.word(table, "colour", where, form=_COLOUR) if "colour" in table else None,
    )
