"""Devices and usage on the page: every viewer, both languages, values of the board file."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from leaderboard import charts
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.amounts import amount, duration, share
from leaderboard.present.devices import (
    SYSTEM,
    chosen,
    day_table,
    device_table,
    sums,
    use_cards,
)
from leaderboard.present.offer import offer_table
from leaderboard.present.quotas import (
    all_quotas_table,
    bounded,
    month_note,
    months,
    quota_table,
)
from leaderboard.present.table import Bar, Cell
from leaderboard.present.texts import Texts
from tests.leaderboard.consortium_state import COMPANIES, YOU, ConsortiumState
from tests.leaderboard.device_use import COMPANY
from tests.leaderboard.test_pages import english_sentences_in, open_page, words

__all__ = ["open_page"]
Open = Callable[..., AppTest]
MONTH = "2026-11"


def board_of(state: ConsortiumState, scope: str) -> Board:
    return Board(scope_file(state.state.boards, scope))


def row(day="2026-11-10", device="kawasaki", company="works", **amounts):
    zero = dict.fromkeys(("jobs", "failed", "circuits", "shots", "quantum_ns"), 0)
    base = {"day": day, "device": device, "company_id": company, "wait_s": None}
    return {**base, **zero, **amounts}


def quota(unit, used, most, company="works", month=MONTH):
    return {"company_id": company, "month": month, "unit": unit, "used": used, "most": most}


def rows_of(spec):
    (rows,) = spec["datasets"].values()
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", ["learner", f"company-{COMPANY}", "admin"])
def test_the_page_shows_the_sums_of_the_viewers_own_rows(open_page, used, viewer, language):
    at = open_page(used, "devices", viewer, language)
    assert not at.exception
    shown = words(at)
    if language == "ja":
        assert english_sentences_in(shown) == []
    board = board_of(used, "member" if viewer == "learner" else viewer)
    own = Own.of(used.state.boards, YOU)
    texts = Texts.of(language, board)
    uses = own.usage() if viewer == "learner" else board.usage()
    assert uses
    month = chosen(uses, MONTH)
    for _, value, _ in use_cards(month, texts):
        assert value in shown
    total = sum(one["quantum_ns"] for one in month)
    assert amount(texts, "quantum_ns", total) in shown
    for held in own.quotas() if viewer == "learner" else board.quotas():
        if held["month"] == MONTH and held["most"] and viewer != "admin":
            assert amount(texts, held["unit"], held["most"] - held["used"]) in shown
    for device in board.devices():
        assert device["device"] in shown
    assert "2026-12-01 00:00 JST" in shown


def test_a_company_viewer_reads_nothing_of_another_company(open_page, used):
    shown = words(open_page(used, "devices", f"company-{COMPANY}"))
    for company, (name, *_) in COMPANIES.items():
        if company != COMPANY:
            assert name not in shown
    assert not any(str(box.key) == "choose-company" for box in
                   open_page(used, "devices", f"company-{COMPANY}").selectbox)  # fmt: skip


def test_deep_links_choose_month_device_unit_and_company(open_page, used):
    at = open_page(used, "devices", "learner", month="2026-10", device="torino", unit="jobs")
    assert at.selectbox(key="choose-month").value == "2026-10"
    own = chosen(Own.of(used.state.boards, YOU).usage(), "2026-10", "torino")
    cards = {a: b for a, b, _ in use_cards(own, Texts("en"))}
    assert re.search(rf"Jobs\s+{cards['Jobs']}\s", words(at))
    assert "is over" in words(at)
    at = open_page(used, "devices", "admin", company="sora-electronics")
    board = board_of(used, "admin")
    texts = Texts.of("en", board)
    mine = [q for q in board.quotas() if q["company_id"] == "sora-electronics"]
    left = quota_table(mine, MONTH, texts).texts()[0][-1]
    assert left in words(at)
    system = words(open_page(used, "devices", "admin", company="system"))
    assert catalogue("en")["devices.unbound_admin"] in system


def test_an_unknown_month_or_device_gets_a_notice_with_those_that_exist(open_page, used):
    shown = words(open_page(used, "devices", "learner", month="1999-01", device="nowhere"))
    assert "1999-01" in shown
    assert "nowhere" in shown
    assert "2026-10" in shown
    assert "marrakesh" in shown


def test_a_choice_without_a_job_says_so(open_page, used):
    shown = words(open_page(used, "devices", "admin", company="umi-chemical"))
    assert catalogue("en")["devices.none_chosen"].format(month=MONTH) in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", ["learner", f"company-{COMPANY}"])
def test_before_the_first_job_the_page_says_how_to_run_one(open_page, published, viewer, language):
    at = open_page(published, "devices", viewer, language)
    assert not at.exception
    texts = catalogue(language)
    shown = words(at)
    assert texts["devices.begin" if viewer == "learner" else "devices.begin_company"] in shown
    assert texts["devices.begin_after"] in shown
    code = at.code[0].value
    compile(code, "first job", "exec")
    assert 'device("kawasaki")' in code
    assert "kawasaki" in shown


def test_the_administrator_sees_every_company_before_the_first_job(open_page, published):
    shown = words(open_page(published, "devices", "admin"))
    assert all(name in shown for name, *_ in COMPANIES.values())


def test_the_first_job_of_the_page_runs_as_it_stands(open_page, published, capsys):
    code = open_page(published, "devices", "learner").code[0].value
    with pytest.warns(UserWarning):  # noqa: PT030 - not metered here
        exec(code, {})
    counts = eval(capsys.readouterr().out)
    assert sum(counts.values()) == 1000
    assert counts["00"] + counts["11"] > 800


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instructor_sees_the_devices_and_nobodys_use(open_page, used, language):
    at = open_page(used, "devices", "course-c1", language)
    assert not at.exception
    shown = words(at)
    assert catalogue(language)["devices.not_here"] in shown
    assert catalogue(language)["devices.lead_instructor"] in shown
    assert "marrakesh" in shown
    assert not any(name in shown for names in COMPANIES.values() for name in names[:2])


def test_the_public_does_not_get_the_page(open_page, used):
    shown = words(open_page(used, "devices", "public"))
    assert catalogue("en")["notice.closed_title"] in shown


def test_a_quota_says_what_is_left_and_marks_what_is_scarce():
    texts = Texts("en")
    held = [
        quota("quantum_ns", 9_500_000_000, 10_000_000_000),
        quota("shots", 1200, 1000),
        quota("circuits", 5, None),
        quota("circuits", 1, 2, month="2026-10"),
    ]
    scarce, over, free = quota_table(held, MONTH, texts).rows
    assert [cell if isinstance(cell, str) else cell.text for cell in scarce.cells] == [
        *("Quantum time", "9.500 s", "95%", "10 s", "0.500 s"),
    ]
    assert scarce.cells[-1].kind == "bad"
    assert scarce.cells[-1].value == 0.5
    # A bound that was lowered later: nothing is left, and the bar does not leave its frame.
    assert (over.cells[2].value, over.cells[2].text, over.cells[-1].text) == (100, "120%", "0")
    assert [cell if isinstance(cell, str) else cell.text for cell in free.cells] == [
        *("Circuits", "5", "no bound", "–", "–"),
    ]
    assert bounded(held, MONTH)
    assert not bounded([quota("circuits", 5, None)], MONTH)


def test_months_are_those_of_quotas_and_days_with_the_present_one_first():
    names = months([row(day="2026-09-30")], [quota("shots", 1, None, month="2026-10")], MONTH,
                   Texts("en"))  # fmt: skip
    assert names == {
        "2026-11": "2026-11 (this month)",
        "2026-10": "2026-10",
        "2026-09": "2026-09",
    }


@pytest.mark.parametrize(
    ("now", "days"),
    [(1_793_458_800, 30), (1_796_050_799, 1)],  # first and last second of November in Tokyo
)
def test_a_month_ends_in_the_consortiums_time_zone(now, days):
    note = month_note(MONTH, MONTH, now, Texts("en"))
    assert "2026-12-01 00:00 JST" in note
    assert f"{days} days" in note
    assert "2027-01-01 00:00" in month_note("2026-12", "2026-12", now, Texts("en"))


def test_use_is_added_up_and_the_wait_is_that_of_the_typical_job():
    uses = [
        row(jobs=1, shots=5, wait_s=100),
        row(day="2026-11-11", jobs=8, failed=2, shots=7, wait_s=3),
        row(day="2026-11-12", jobs=1, shots=1),
        row(device="torino", jobs=1, quantum_ns=10**9, wait_s=50),
    ]
    found = sums(uses, lambda one: one["device"])
    assert (found["kawasaki"].jobs, found["kawasaki"].failed) == (10, 2)
    assert (found["kawasaki"].shots, found["kawasaki"].wait_s) == (13, 3)
    assert sums(uses[2:3], lambda _: "")[""].wait_s is None
    table = device_table(uses, ["torino", "kawasaki"], Texts("en"))
    assert [line[0] for line in table.texts()] == ["torino", "kawasaki"]
    assert table.rows[1].cells[2].note == "20%"
    assert [line[:2] for line in day_table(uses, Texts("en")).texts()] == [
        *(["2026-11-12", "kawasaki"], ["2026-11-11", "kawasaki"]),
        *(["2026-11-10", "torino"], ["2026-11-10", "kawasaki"]),
    ]


def test_the_table_of_companies_holds_those_without_use_and_the_system(used):
    board = board_of(used, "admin")
    texts = Texts.of("en", board)
    uses = chosen(board.usage(), MONTH)
    table = all_quotas_table(board.quotas(), uses, MONTH, texts, board.companies(), "lang=en")
    names = [line.cells[0].text for line in table.rows]
    assert names == [*(name for name, *_ in COMPANIES.values()), texts("devices.system")]
    by_name = dict(zip(names, table.rows, strict=True))
    assert by_name["Midori Bank"].cells[1] == "0"
    held = {(q["company_id"], q["unit"]): q for q in board.quotas() if q["month"] == MONTH}
    sora = held[("sora-electronics", "quantum_ns")]
    assert sora["most"] == 360_000_000_000  # its own quota
    bar = by_name["Sora Electronics"].cells[3]
    assert isinstance(bar, Bar)
    assert bar.value == pytest.approx(100 * sora["used"] / sora["most"])
    system = by_name[texts("devices.system")]
    assert isinstance(system.cells[3], Cell)
    assert system.cells[0].link.startswith("devices?company=system&month=2026-11")
    assert sum(int(line.cells[1].replace(",", "")) for line in table.rows) == sum(
        one["jobs"] for one in uses
    )
    assert any(one["company_id"] == SYSTEM for one in uses)


def test_the_offer_joins_the_newest_quantum_volume_to_its_snapshot(used):
    board = board_of(used, "public")
    rows = {line[0]: line for line in offer_table(board, Texts("en")).texts()}
    assert rows["kawasaki"][-1] == "32"
    assert rows["marrakesh"][-1] == "–"
    assert rows["ideal"][1:] == ["24", "–", "–", "–", "–"]
    assert rows["torino"][3] == "0.41%"


@pytest.mark.parametrize("unit", ["quantum_ns", "shots", "circuits", "jobs"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_of_a_day_are_its_rows_and_devices_keep_their_colours(used, unit, language):
    board = board_of(used, f"company-{COMPANY}")
    texts = Texts.of(language, board)
    uses = chosen(board.usage(), MONTH)
    devices = ["ideal", "kawasaki", "torino", "marrakesh"]
    figure = charts.usage_chart(uses, unit, MONTH, devices, texts)
    spec = figure.chart.to_dict()
    bars = {(v["date"], v["device"]): v["value"] for v in rows_of(spec)}
    scale = 1e9 if unit == "quantum_ns" else 1
    assert bars == {(one["day"], one["device"]): pytest.approx(one[unit] / scale) for one in uses}
    assert spec["encoding"]["x"]["scale"]["domain"] == [str(n) for n in range(1, 31)]
    assert amount(texts, unit, sum(one[unit] for one in uses)) in figure.alt
    colours = spec["encoding"]["color"]["scale"]
    only = charts.usage_chart(chosen(uses, MONTH, "torino"), unit, MONTH, devices, texts)
    assert only.chart.to_dict()["encoding"]["color"]["scale"]["range"] == [
        colours["range"][colours["domain"].index("torino")]
    ]


def test_the_waits_of_a_day_are_its_rows(used):
    board = board_of(used, f"company-{COMPANY}")
    texts = Texts.of("en", board)
    uses = chosen(board.usage(), MONTH)
    figure = charts.wait_chart(uses, MONTH, ["ideal", "kawasaki", "torino", "marrakesh"], texts)
    points = {(v["date"], v["device"]): v["wait"] for v in rows_of(figure.chart.to_dict())}
    waits = {(o["day"], o["device"]): o["wait_s"] for o in uses if o["wait_s"] is not None}
    assert points == waits
    assert duration(texts, max(waits.values())) in figure.alt
    encoding = figure.chart.to_dict()["encoding"]
    looks = [encoding[name]["scale"]["range"] for name in ("color", "shape")]
    assert len(looks[0]) > 1
    assert all(len(set(one)) == len(looks[0]) for one in looks), "told apart without colours too"


def test_amounts_and_shares_in_words():
    texts = Texts("en")
    assert [amount(texts, "quantum_ns", ns) for ns in (0, 252_300_000, 145_829_400_000)] == [
        *("0 s", "0.252 s", "145.8 s"),
    ]
    assert amount(texts, "shots", 1_500_000) == "1,500,000"
    assert [duration(texts, s) for s in (0, 119, 120, 7199, 7200)] == [
        *("0 s", "119 s", "2 min", "120 min", "2 h"),
    ]
    assert [share(texts, a, b) for a, b in ((0, 9), (1, 999), (998, 999), (9, 9), (0, 0))] == [
        *("0%", "<1%", ">99%", "100%", "–"),
    ]
