"""How much of the devices is used, by whom of one's own, and what is left?"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from leaderboard import charts, markup
from leaderboard.board import Row
from leaderboard.present.devices import (
    SYSTEM,
    chosen,
    company_name,
    day_table,
    device_table,
    use_cards,
    wait_table,
)
from leaderboard.present.offer import offer_table
from leaderboard.present.quotas import (
    UNITS,
    all_quotas_table,
    bounded,
    month_note,
    months,
    quota_table,
)
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require

_ALL = "all"
_SYSTEM = "system"
_FIRST_JOB = """\
from qiskit import QuantumCircuit, transpile
from grader import device

kawasaki = device("kawasaki")
circuit = QuantumCircuit(2)
circuit.h(0)
circuit.cx(0, 1)
circuit.measure_all()

compiled = transpile(circuit, target=kawasaki.target)
job = kawasaki.sampler(shots=1000).run([compiled])
print(job.result()[0].data.meas.get_counts())
"""


@dataclass(frozen=True, slots=True)
class _View:
    """What is shown: rows of one month, of one device or all, of one payer or all."""

    month: str
    present: str
    company: str | None
    uses: Sequence[Row]
    quotas: Sequence[Row]
    devices: Sequence[str]


def main(page: Page) -> None:
    """Show quotas, use by day and device, waits and failures, and the devices on offer."""
    texts, board = page.texts, page.board
    kind = page.viewer.kind
    page.title("devices.title", lead=texts.known("devices", f"lead_{kind}", texts("devices.lead")))
    uses = page.own.usage() if page.own else board.usage()
    quotas = page.own.quotas() if page.own else board.quotas()
    if uses or kind == "admin":
        _use(page, uses, quotas)
    elif kind in ("learner", "company"):
        _begin(page, quotas)
    else:
        page.note(texts("devices.not_here"))
    page.section(texts("devices.offer"), texts("devices.offer_note"), anchor="offer")
    page.table(offer_table(board, texts), "devices")
    query = page.session.query
    ways = [
        (texts("devices.link_method"), f"method?{query}#devices"),
        (texts("devices.link_records"), f"records?{query}#volume"),
    ]
    page.html(markup.links(ways, texts.language))


def _begin(page: Page, quotas: Sequence[Row]) -> None:
    """Show what is there before the first job: the quota, and how to run one."""
    texts = page.texts
    month = _present(page)
    learner = page.viewer.kind == "learner"
    page.section(texts("devices.begin" if learner else "devices.begin_company"), anchor="begin")
    page.html(markup.text(texts("devices.begin_text"), texts.language))
    st.code(_FIRST_JOB, language="python")
    page.note(texts("devices.begin_after"))
    _quota(page, quotas, month, month)


def _use(page: Page, uses: Sequence[Row], quotas: Sequence[Row]) -> None:
    view = _choose(page, uses, quotas)
    texts = page.texts
    if view.company is None:
        query = page.session.query
        month = chosen(uses, view.month)
        page.section(
            texts("devices.by_company"),
            month_note(view.month, view.present, int(page.board.meta["built_at"]), texts),
            anchor="quota",
        )
        companies = page.board.companies()
        table = all_quotas_table(quotas, month, view.month, texts, companies, query)
        page.table(table, "device-companies")
        page.note(texts("devices.exact_note"))
    else:
        _quota(page, view.quotas, view.month, view.present)
    page.section(texts("devices.daily"), texts("devices.daily_note"), anchor="use")
    if not view.uses:
        page.note(texts("devices.none_chosen", month=view.month))
        return
    page.cards(use_cards(view.uses, texts))
    names = {unit: texts(f"devices.{unit}") for unit in (*UNITS, "jobs")}
    unit = choose(page, "unit", names, texts("devices.unit"), row=True)
    figure = charts.usage_chart(view.uses, unit, view.month, view.devices, texts)
    chart(page, figure, day_table(view.uses, texts), "device-days")
    page.section(texts("devices.by_device"), texts("devices.wait_note"), anchor="wait")
    page.table(device_table(view.uses, view.devices, texts), "device-use")
    if len({row["day"] for row in view.uses if row["wait_s"] is not None}) > 1:
        figure = charts.wait_chart(view.uses, view.month, view.devices, texts)
        chart(page, figure, wait_table(view.uses, texts), "device-waits")


def _choose(page: Page, uses: Sequence[Row], quotas: Sequence[Row]) -> _View:
    texts, board = page.texts, page.board
    present = _present(page)
    offered = [row["device"] for row in board.devices()]
    devices = list(dict.fromkeys([*offered, *sorted({row["device"] for row in uses})]))
    payers = None if page.viewer.kind != "admin" else _payers(page, uses)
    first, second, third = st.columns(3)
    with first:
        month = choose(
            page, "month", months(uses, quotas, present, texts), texts("devices.month"), present
        )
    with second:
        options = {_ALL: texts("devices.all_devices")} | {name: name for name in devices}
        device = choose(page, "device", options, texts("records.device"), _ALL)
    company = "" if payers is None else None
    if payers:
        with third:
            code = choose(page, "company", payers, texts("column.company"), _ALL)
        company = {_ALL: None, _SYSTEM: SYSTEM}.get(code, code)
    shown = chosen(uses, month, "" if device == _ALL else device, company if payers else None)
    mine = [row for row in quotas if not payers or row["company_id"] == company]
    return _View(month, present, company, shown, mine, devices)


def _payers(page: Page, uses: Sequence[Row]) -> dict[str, str]:
    texts, companies = page.texts, page.board.companies()
    used = sorted({row["company_id"] for row in uses} - {SYSTEM} - set(companies))
    names = {code: company_name(code, companies, texts) for code in (*companies, *used)}
    names |= {_SYSTEM: company_name(SYSTEM, companies, texts)}
    return {_ALL: texts("devices.all_companies")} | names


def _quota(page: Page, quotas: Sequence[Row], month: str, present: str) -> None:
    texts = page.texts
    note = month_note(month, present, int(page.board.meta["built_at"]), texts)
    title = "devices.quota_own" if page.viewer.kind == "learner" else "devices.quota"
    page.section(texts(title), note, anchor="quota")
    if bounded(quotas, month):
        page.table(quota_table(quotas, month, texts), "device-quota")
    else:
        page.note(texts(f"devices.unbound_{page.viewer.kind}"))


def _present(page: Page) -> str:
    return page.texts.date(page.board.meta["built_at"])[:7]


main(require("devices"))
