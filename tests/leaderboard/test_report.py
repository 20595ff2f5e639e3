"""Weekly reports: what is in them, what is not, and the files."""

import io
import json
import os
import re
import shutil
import sqlite3
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from grader.cli.main import main
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES
from leaderboard.own import Own
from leaderboard.present.texts import Texts
from leaderboard.publish import publish
from leaderboard.report import libraries, making
from leaderboard.report.content import report_of
from leaderboard.report.html import html
from leaderboard.report.pdf import pdf
from tests.content import JAPANESE
from tests.leaderboard.challenged import CAUSE
from tests.leaderboard.consortium_state import COMPANIES, NOW, SMALL, ConsortiumState

AOBA = "aoba-motors"
WEEK = "2026-W46"
VOID = {"meta", "link", "img", "br", "hr", "input", "base", "source"}


@pytest.fixture
def state(challenged: ConsortiumState) -> ConsortiumState:
    """Boards with records of open challenges and a rejudge; do not write to it."""
    return challenged


def page_of(state: ConsortiumState, company: str = AOBA, language: str = "en", week: str = ""):
    board = making.open_board(state.state.boards, company, week)
    return html(report_of(board, language, company))


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


def bare(words: str) -> str:
    """Words as a PDF gives them back: the two wave dashes are one glyph."""
    return re.sub(r"\s", "", words).replace("〜", "～")


class Parsed(HTMLParser):
    """Elements, attributes and words of a page, by the id of their section."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str]]] = {}
        self.tags: Counter[str] = Counter()
        self.feed(page)
        self.close()
        assert self.open == []

    @property
    def section(self) -> str:
        return next((name for tag, name in reversed(self.open) if tag == "section"), "")

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        found = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in found.items()]
        if tag not in VOID:
            self.open.append((tag, found.get("id", "")))
        if tag == "tr":
            self.rows.setdefault(self.section, []).append([])
        if tag in ("td", "th"):
            self.rows[self.section][-1].append("")

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        inside = {tag for tag, _ in self.open}
        if inside & {"style"}:
            return
        self.words.setdefault(self.section, []).append(data)
        if inside & {"td", "th"} and self.rows.get(self.section):
            self.rows[self.section][-1][-1] += data

    def text(self, section: str | None = None) -> str:
        names = self.words if section is None else [section]
        return re.sub(r"\s+", " ", " ".join(" ".join(self.words.get(name, [])) for name in names))


def test_figures_at_the_top_are_those_of_the_companys_board(state):
    board = Board(scope_file(state.state.boards, f"company-{AOBA}"))
    cell = next(c for c in board.cells(company=AOBA, skill="") if c["period"] == WEEK)
    rows = [r for r in board.standings() if r["period"] == WEEK and r["rank"]]
    own = next(r for r in rows if r["company_id"] == AOBA)
    before = next(c for c in board.cells(company=AOBA, skill="") if c["period"] == "2026-W42")
    for language in LANGUAGES:
        texts = Texts.of(language, board)
        text = Parsed(page_of(state, AOBA, language)).text("")
        for words in (
            texts("report.lead_merit", **{k: cell[k] for k in ("median", "q1", "q3")}),
            texts("report.in_month", change=f"+{cell['median'] - before['median']}"),
            texts("company.standing_note", n=len(rows)),
            texts.rate(cell["completion"]),
            texts.rate(cell["coverage"]),
            texts.band(cell["n_band"]),
        ):
            assert words in text
        shared = sum(row["rank"] == own["rank"] for row in rows)
        place = texts("report.lead_shared", n=shared) if shared > 1 else ""
        assert texts("report.lead_place", rank=own["rank"], n=len(rows), shared=place) in text


def test_standings_are_those_of_the_board(state):
    board = Board(scope_file(state.state.boards, "member"))
    texts = Texts.of("en", board)
    rows = [row for row in board.standings() if row["period"] == WEEK]
    shown = Parsed(page_of(state, "")).rows["standings"][1:]
    assert len(shown) == len(rows)
    for row, cells in zip(rows, shown, strict=True):
        assert cells[1] == row["name_en"]
        if row["status"] == "withheld":
            assert cells[2] == "withheld"
        else:
            assert cells[2] == str(row["median"])
            assert cells[3:5] == [texts.rate(row["completion"]), texts.rate(row["coverage"])]
            assert cells[0].startswith(str(row["rank"]))


def test_an_earlier_week_is_told_as_it_was(state):
    board = Board(scope_file(state.state.boards, "member"))
    cell = next(c for c in board.cells(company="", skill="") if c["period"] == "2026-W42")
    now = next(c for c in board.cells(company="", skill="") if c["period"] == WEEK)
    assert cell["median"] != now["median"]
    parsed = Parsed(page_of(state, "", week="2026-W42"))
    assert f"The median merit is {cell['median']} of 100" in parsed.text("")
    assert "W43" not in parsed.text()
    assert CAUSE not in parsed.text()
    assert parsed.rows["trend"][-1][:2] == ["2026-W42", str(cell["median"])]
    assert CAUSE in Parsed(page_of(state, "")).text("news")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_companys_report_names_others_in_standings_and_records_only(state, language):
    field = 0 if language == "en" else 1
    parsed = Parsed(page_of(state, AOBA, language))
    agreed = {
        row["company_id"]
        for row in Board(scope_file(state.state.boards, f"company-{AOBA}")).records()
    }
    for section in parsed.words:
        for company, names in COMPANIES.items():
            if company != AOBA and names[field] in parsed.text(section):
                assert section == "standings" or (section == "records" and company in agreed)
    titles = [value for _, name, value in parsed.attributes if name in ("alt", "content")]
    others = [names[field] for company, names in COMPANIES.items() if company != AOBA]
    assert not [name for name in others if any(name in title for title in titles)]
    assert [name for name in others if name in parsed.text("standings")] == others


def test_no_report_holds_a_handle_or_a_learner_id(state):
    boards = state.state.boards
    handles = {row["handle"] for row in Own(scope_file(boards, "people")).people()}
    named = {r["handle"] for r in Board(scope_file(boards, "member")).records()} - {""}
    assert named
    assert named <= handles
    for company in ("", *COMPANIES):
        page = page_of(state, company)
        assert not [handle for handle in handles if handle in page]
        assert not re.search(r"l-\d{6}", page)


def test_a_withheld_company_is_told_so_and_shows_the_consortium_only(state):
    board = Board(scope_file(state.state.boards, "member"))
    cell = next(c for c in board.cells(company="", skill="") if c["period"] == WEEK)
    parsed = Parsed(page_of(state, SMALL))
    assert "The figures of Kumo Device are withheld" in parsed.text("")
    assert "Consortium · Median merit" in parsed.text("")
    assert str(cell["median"]) in parsed.text("").split()
    own = next(row for row in parsed.rows["standings"] if row[1] == "Kumo Device")
    assert own[2] == "withheld"
    assert "Kumo Device" not in parsed.text("trend")


def test_held_figures_say_of_when_they_are(state):
    board = Board(scope_file(state.state.boards, f"company-{AOBA}"))
    cell = next(c for c in board.cells(company=AOBA, skill="") if c["period"] == WEEK)
    assert cell["status"] == "held"
    date = Texts.of("en", board).end_date(cell["as_of"])
    assert f"those of the week to {date} stand" in Parsed(page_of(state)).text("")


def test_the_consortium_withheld_is_told(state, tmp_path):
    shutil.copytree(state.state.boards, tmp_path / "boards")
    with sqlite3.connect(tmp_path / "boards" / "member.db") as db:
        db.execute("UPDATE cell SET status = 'withheld', median = NULL, q1 = NULL, q3 = NULL")
        db.execute("UPDATE activity SET status = 'withheld', submitted = NULL")
        db.execute("DELETE FROM standing")
        db.execute("DELETE FROM stuck")
        db.execute("DELETE FROM record")
    db.close()
    board = making.open_board(tmp_path / "boards", "")
    for language in LANGUAGES:
        parsed = Parsed(html(report_of(board, language)))
        texts = Texts(language)
        assert texts("report.withheld_pooled", n=10, m=3) in parsed.text("")
        assert {"stuck", "records", "skills", "next", "funnel"} & parsed.words.keys() == set()
        assert texts("report.standings_none") in parsed.text("standings")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_everything_it_shows(state, language):
    page = page_of(state, AOBA, language)
    parsed = Parsed(page)
    assert not parsed.tags.keys() & {"script", "link", "iframe", "object", "embed", "base", "a"}
    for tag, name, value in parsed.attributes:
        if name in ("src", "href", "srcset", "action", "data", "poster", "background"):
            assert tag == "img"
            assert value.startswith("data:image/png;base64,")
        assert not name.startswith("on")
        assert name == "content" or "://" not in value
    sheet = page.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|@font-face", sheet)
    assert ("html", "lang", language) in parsed.attributes


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_and_tables_can_be_read_without_seeing(state, language):
    page = page_of(state, AOBA, language)
    parsed = Parsed(page)
    alts = [value for tag, name, value in parsed.attributes if (tag, name) == ("img", "alt")]
    assert len(alts) == parsed.tags["img"] == parsed.tags["figure"] == 4
    assert all(len(alt) > 15 for alt in alts)
    assert all(bool(JAPANESE.search(alt)) == (language == "ja") for alt in alts)
    assert parsed.tags["caption"] == parsed.tags["table"]
    assert len(re.findall(r"<th scope='col'", page)) == parsed.tags["th"]
    assert parsed.tags["h1"] == 1
    titles = {value for _, name, value in parsed.attributes if name == "aria-labelledby"}
    assert titles <= {value for _, name, value in parsed.attributes if name == "id"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", ["", AOBA, SMALL])
def test_the_pdf_has_two_pages_and_the_same_figures(state, company, language):
    page = page_of(state, company, language)
    made = pdf(page)
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 2
    text = bare("".join(one.extract_text() for one in reader.pages))
    board = making.open_board(state.state.boards, company)
    report = report_of(board, language, company)
    for words in (report.title, *report.lead, *(f.value for f in report.facts), *report.colophon):
        assert bare(words) in text
    for cells in Parsed(page).rows["standings"]:
        for cell in cells:
            assert bare(cell) in text
    for one in reader.pages:
        for font in one["/Resources"]["/Font"].values():
            # A subset of the font, which is in the file.
            assert re.match(r"/[A-Z]{6}\+\w", font.get_object()["/BaseFont"])
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_same_board_makes_the_same_files(state, tmp_path):
    for folder in ("one", "two"):
        done = run("--state", str(state.state.path), "report", AOBA, "--lang", "ja",
                   "--out", str(tmp_path / folder))  # fmt: skip
        assert done.exit_code == 0, done.output
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [f"weekly-report-{WEEK}-{AOBA}.ja.{end}" for end in ("html", "pdf")]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_all_makes_one_of_each_for_the_owner_alone(state, tmp_path):
    done = run("--state", str(state.state.path), "report", "--all", "--format", "html",
               "--out", str(tmp_path), "--json")  # fmt: skip
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert shown["week"] == WEEK
    scopes = Counter(file["scope"] for file in shown["files"])
    assert scopes == dict.fromkeys(("consortium", *COMPANIES), 2)
    for file in shown["files"]:
        path = Path(file["path"])
        assert path.stat().st_size == file["bytes"]
        assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == len(shown["files"])


def test_only_the_board_of_its_own_scope_is_opened(state, tmp_path):
    boards = tmp_path / "boards"
    boards.mkdir()
    os.link(state.state.boards / f"company-{AOBA}.db", boards / f"company-{AOBA}.db")
    done = run("--state", str(tmp_path), "report", AOBA, "--format", "html", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "reports" / f"weekly-report-{WEEK}-{AOBA}.en.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--consortium"),
        ((AOBA, "--all"), 2, "--consortium"),
        (("nobody",), 2, "midori-bank"),
        ((AOBA, "--week", "2026-W47"), 2, "2026-W40 to 2026-W46"),
        ((AOBA, "--week", "46"), 2, "2026-W46"),
        ((AOBA, "--format", "docx"), 2, "html and pdf"),
    ],
)
def test_wrong_use_says_what_is_right(state, tmp_path, arguments, code, words):
    done = run("--state", str(state.state.path), "report", *arguments, "--out", str(tmp_path))
    assert done.exit_code == code
    assert words in re.sub(r"\s+", " ", done.stderr)
    assert not any(tmp_path.iterdir())


def test_without_a_board_it_says_what_to_run(tmp_path):
    done = run("--state", str(tmp_path), "report", "--all")
    assert done.exit_code == 3
    assert "qskills publish" in done.stderr


def test_before_the_first_release_it_says_when_that_is(own):
    made = own
    publish(made.state.path, catalog=made.catalog, now=NOW.replace(year=2020))
    done = run("--state", str(made.state.path), "report", "--consortium")
    assert done.exit_code == 3
    assert "the first ones come on 2020-11-23" in re.sub(r"\s+", " ", done.stderr)


def test_missing_libraries_name_the_packages(state, tmp_path, monkeypatch):
    def no_pango(name: str):
        raise OSError("cannot load library 'libpango-1.0-0'\nand a long story")

    monkeypatch.setattr(libraries.importlib, "import_module", no_pango)
    done = run("--state", str(state.state.path), "report", AOBA, "--out", str(tmp_path))
    assert done.exit_code == 3
    assert "apt-get install libpango-1.0-0" in re.sub(r"\s+", " ", done.stderr)
    assert not any(tmp_path.iterdir())


def test_a_file_is_whole_or_as_before(state, tmp_path, monkeypatch):
    arguments = ("--state", str(state.state.path), "report", AOBA, "--lang", "en", "--format",
                 "html", "--out", str(tmp_path))  # fmt: skip
    assert run(*arguments).exit_code == 0
    path = tmp_path / f"weekly-report-{WEEK}-{AOBA}.en.html"
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.os, "fsync", full)
    done = run(*arguments)
    assert done.exit_code == 3
    assert "No space left" in done.stderr
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_help_teaches_by_examples():
    assert re.search(r"Examples:\s+qskills report aoba-motors", run("report", "--help").output)
