"""What a report says, as data: of a company, or of the consortium. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderboard.board import Row
from leaderboard.present.company import headline
from leaderboard.present.gaps import Gap, company_gaps
from leaderboard.present.texts import Texts
from leaderboard.report.listed import place
from leaderboard.report.passages import rows
from leaderboard.report.sections import Stack
from leaderboard.report.week import WeekBoard

__all__ = ["Fact", "Notice", "Report", "report_of"]

_POOLED = ""
_MONTH = 4
"""Weeks over which a change is told beside that of one week."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in large type, and lines below it."""

    label: str
    value: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be read first, e.g. that figures are withheld. `kind` is a class of the style."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language.

    Attributes:
        name: Begins the name of its files.
        language: ``"en"`` or ``"ja"``.
        over: Line above the title.
        title: Name of the company or of the consortium.
        under: Line below the title: which week.
        lead: The week in sentences.
        rows: Passages, some side by side.
        method: How numbers are made: term and explanation each.
        colophon: For whom, and from which board.
    """

    name: str
    language: str
    over: str
    title: str
    under: str
    notices: tuple[Notice, ...]
    lead: tuple[str, ...]
    facts: tuple[Fact, ...]
    rows: tuple[tuple[Stack, ...], ...]
    method_title: str
    method: tuple[tuple[str, str], ...]
    colophon: tuple[str, ...]


def report_of(board: WeekBoard, language: str, company: str = _POOLED) -> Report:
    """Return the report of the board's week.

    Args:
        board: The company's own board, or the members' one for the consortium.
        language: ``"en"`` or ``"ja"``.
        company: Company id; the consortium if left out.
    """
    texts, meta = Texts.of(language, board), board.meta
    consortium = meta[f"consortium_{language}"]
    title = texts.name(board.companies()[company]) if company else consortium
    cell = board.headline(company)
    # Of a company that may show nothing the report tells how the consortium does.
    own = company if cell else _POOLED
    gaps = company_gaps(board, texts, own, board.period)
    first, end = board.span
    kind = texts("report.title")
    return Report(
        name=f"weekly-report-{board.period}-{company or 'consortium'}",
        language=language,
        over=f"{consortium} · {kind}" if company else kind,
        title=title,
        under=texts("report.week", week=board.period, first=texts.date(first),
                    last=texts.end_date(end)),
        notices=_notices(board, texts, company, title),
        lead=_lead(board, texts, company, gaps) if cell else (),
        facts=_facts(board, texts, own, board.headline(own), of_all=own != company),
        rows=rows(board, texts, own, title, gaps, company),
        method_title=texts("method.title"),
        method=tuple(
            (texts(f"report.about_{key}"), texts(f"report.{key}", **meta))
            for key in ("active", "merit", "rank", "rounded", "withheld", "held")
        ),
        colophon=(
            texts("report.for_company", company=title) if company else texts("report.for_members"),
            texts("report.source", moment=texts.moment(board.until),
                  next=texts.moment(meta["next_release_at"])),
            texts("app.footer", judge=meta["judge_version"] or texts("app.none"),
                  level=meta["isolation_level"] or texts("app.none"), build=board.build_id),
        ),
    )  # fmt: skip


def _notices(board: WeekBoard, texts: Texts, company: str, title: str) -> tuple[Notice, ...]:
    meta, found = board.meta, []
    if meta["demo"] == "1":
        found.append(Notice("demo", texts("report.demo")))
    if board.stale:
        found.append(Notice("warning", texts("app.standby")))
    cell = headline(board, company)
    if cell is None or cell["median"] is None:
        words = texts("report.withheld_pooled", n=meta["min_learners"], m=meta["min_companies"])
        if company:
            words = texts("report.withheld_company", company=title, n=meta["min_learners"])
        found.append(Notice("warning", words))
    elif cell["status"] == "held":
        date = texts.end_date(cell["as_of"])
        words = texts("report.held_since", name=title, n=meta["min_changed"], date=date)
        found.append(Notice("info", words))
    return tuple(found)


def _lead(board: WeekBoard, texts: Texts, company: str, gaps: Sequence[Gap]) -> tuple[str, ...]:
    cell = board.headline(company)
    if cell is None:
        return ()
    said = [
        texts("report.lead_merit", **{k: cell[k] for k in ("median", "q1", "q3")}),
        texts("report.lead_change", week=_change(board, texts, company, 1),
              month=_change(board, texts, company, _MONTH)),
    ]  # fmt: skip
    own = place(board, company)
    if own:
        shared = texts("report.lead_shared", n=own.shared) if own.shared > 1 else ""
        said.append(texts("report.lead_place", rank=own.rank, n=own.of, shared=shared))
    compared = [gap.difference for gap in gaps if gap.difference is not None]
    known = [(gap.median, gap.name) for gap in gaps if gap.median is not None]
    if compared:
        ahead, behind = sum(d > 0 for d in compared), sum(d < 0 for d in compared)
        key = "lead_skills" if ahead or behind else "lead_level"
        said.append(texts(f"report.{key}", n=len(compared), ahead=ahead, behind=behind))
    elif known:
        (low, worst), (high, best) = min(known), max(known)
        values = {"best": best, "best_value": high, "worst": worst, "worst_value": low}
        said.append(texts("report.lead_range", **values))
    return tuple(said)


def _facts(
    board: WeekBoard, texts: Texts, company: str, cell: Row | None, *, of_all: bool
) -> tuple[Fact, ...]:
    if cell is None:
        return ()
    pooled = board.headline() if company else None
    own = place(board, company)
    changes = tuple(
        texts(f"report.{key}", change=_signed(change))
        for key, weeks in (("in_week", 1), ("in_month", _MONTH))
        if (change := _difference(board, company, weeks)) is not None
    )
    half = texts("report.half", q1=cell["q1"], q3=cell["q3"])
    beside = (texts("company.merit_note", value=pooled["median"]),) if pooled else ()
    facts = [Fact(texts("company.merit"), str(cell["median"]), (half, *changes, *beside))]
    if own:
        shared = (texts("report.shared", n=own.shared),) if own.shared > 1 else ()
        notes = (texts("company.standing_note", n=own.of), *shared)
        facts.append(Fact(texts("company.standing"), str(own.rank), notes))
    for key, show in (("completion", texts.rate), ("coverage", texts.rate), ("n_band", texts.band)):
        label = "learners" if key == "n_band" else key
        notes = (texts(f"overview.{'active' if key == 'n_band' else key}_note"),)
        if pooled:
            notes += (texts("company.merit_note", value=show(pooled[key])),)
        facts.append(Fact(texts(f"company.{label}"), show(cell[key]), notes))
    if of_all:
        whose = texts("column.consortium")
        return tuple(replace(fact, label=f"{whose} · {fact.label}") for fact in facts)
    return tuple(facts)


def _difference(board: WeekBoard, company: str, weeks: int) -> int | None:
    now, then = board.headline(company), board.headline(company, weeks)
    return now["median"] - then["median"] if now and then else None


def _change(board: WeekBoard, texts: Texts, company: str, weeks: int) -> str:
    change = _difference(board, company, weeks)
    if change is None:
        return texts("report.change_unknown")
    if change == 0:
        return texts("report.change_none")
    return texts("report.change_up" if change > 0 else "report.change_down", n=abs(change))


def _signed(change: int) -> str:
    # Not by triangles: to a Japanese reader of accounts they are a minus.
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{abs(change)}"
