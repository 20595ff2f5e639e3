"""Everything that a browser receives, of every page as every role: nothing outside of the scope.

Markers are put into the published files: each file names itself, each learner's rows name the
learner. What reaches a browser then shows from where it came.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from leaderboard.board import Board, scope_file
from leaderboard.own import Own
from leaderboard.scope import ALLOWED
from tests.browser.board_server import Served, open_tab, serve, settled
from tests.leaderboard.consortium_state import COMPANIES, YOU
from tests.leaderboard.shared import copy_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROLES = {
    # By viewer: scope of the file that it reads.
    "public": "public",
    "learner": "member",
    "company-aoba-motors": "company-aoba-motors",
    "course-taster": "course-taster",
    "admin": "admin",
}
HANDLE = re.compile(rb"qubit-[0-9a-f]{6}")
SCOPE = re.compile(rb"MARK_([a-z0-9-]+)_")
REASON = re.compile(rb"REASON_(l-\d{6})_")
LEARNER = re.compile(rb"(?<!REASON_)l-\d{6}(?!\d)")


def plant(boards: Path) -> None:
    """Make every file name itself, and every learner's row its learner."""
    for path in boards.glob("*.db"):
        with closing(sqlite3.connect(path)) as db, db:
            mark = f"MARK_{path.stem}_"
            db.execute("UPDATE meta SET value = ? WHERE key LIKE 'consortium_%'", (mark,))
            if path.stem == "people":
                db.execute(
                    "INSERT INTO reason SELECT 1000000 + row_number() OVER (), 'value', "
                    "'REASON_' || learner || '_', 'REASON_' || learner || '_' FROM person"
                )
                db.execute(
                    "UPDATE judged SET reason = (SELECT w.reason FROM reason AS w "
                    "WHERE w.reason_en = 'REASON_' || judged.learner || '_')"
                )


@pytest.fixture(scope="module")
def served(published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = copy_of(published, tmp_path_factory.mktemp("leaks"))
    plant(made.state.boards)
    yield from serve(made.state.path, learner=YOU)


def received(tab: Page, served: Served, viewer: str) -> bytes:
    """Walk all pages, closed ones too, and return all that came: answers and socket frames."""
    got: list[bytes] = []

    def frame(payload: str | bytes) -> None:
        got.append(payload.encode() if isinstance(payload, str) else payload)

    answers: list[Response] = []
    tab.on("websocket", lambda socket: socket.on("framereceived", frame))
    # All but Streamlit's own scripts and fonts.
    tab.on("response", lambda one: "/static/" in one.url or answers.append(one))
    for page in ALLOWED:
        for more in ("", "&ex=toffoli-6cx&company=kumo-device&skill=synthesis&board=taster"):
            tab.goto(served.address(page, viewer, "en", more))
            settled(tab)
            for box in tab.locator("[data-testid=stExpander] summary").all():
                box.click()
            settled(tab)
            got += [one.body() for one in answers if one.status == 200]
            answers.clear()
    assert any(b"<html" in data for data in got), "the documents themselves are looked at"
    return b"\n".join(got)


def handles_of(board: Board) -> dict[str, set[str]]:
    """Handles of a board file by what shows them."""
    exercises = [row["exercise_id"] for row in board.exercises()]
    return {
        "first": {e["handle"] for x in exercises for e in board.entries(x) if e["ord"] <= 10}
        | {
            row["handle"]
            for course in ("all", *(row["course_id"] for row in board.courses()))
            for row in board.leaders(course)
            if row["ord"] <= 10
        }
        | {row["handle"] for row in board.records()},
        "course": {e["handle"] for x in board.course_exercises("taster") for e in board.entries(x)}
        | {row["handle"] for row in board.leaders("taster")},
        "all": {e["handle"] for x in exercises for e in board.entries(x)},
    }


@pytest.fixture(scope="module")
def everything(chromium, served: Served) -> dict[str, bytes]:
    found = {}
    for viewer in ROLES:
        for tab in open_tab(chromium, 1280):
            found[viewer] = received(tab, served, viewer)
    return found


def test_each_role_receives_its_own_file_and_no_other(everything):
    # The switch of the demo names companies from their files; it is not there with sign-in.
    for viewer, scope in ROLES.items():
        marks = {mark.decode() for mark in SCOPE.findall(everything[viewer])}
        assert marks == {scope}, viewer


def test_reasons_of_attempts_reach_their_learner_only(everything):
    for viewer, data in everything.items():
        whose = {name.decode() for name in REASON.findall(data)}
        assert whose == ({YOU} if viewer == "learner" else set()), viewer


def test_learner_ids_reach_nobody(everything):
    for viewer, data in everything.items():
        assert set(LEARNER.findall(data)) - {YOU.encode()} == set(), viewer


def test_handles_outside_of_the_scope_reach_nobody(everything, served):
    admin = handles_of(served.board("admin"))
    own = Own.of(served.boards, YOU)
    person = own.person()
    assert person is not None
    near = {row["handle"] for row in own.neighbours()} | {person["handle"]}
    public = {row["handle"] for row in Own.of(served.boards, "").people() if row["public"]}
    allowed = {
        "public": admin["first"] & public,
        "learner": admin["first"] | near,
        "company-aoba-motors": admin["first"],
        "course-taster": admin["first"] | admin["course"],
        "admin": admin["all"],
    }
    for viewer, data in everything.items():
        shown = {handle.decode() for handle in HANDLE.findall(data)}
        assert shown, viewer
        assert shown <= allowed[viewer], viewer
    # The same search finds for the administrator what it does not find for the others.
    seen = {handle.decode() for handle in HANDLE.findall(everything["admin"])}
    assert seen - allowed["learner"]
    assert {h.decode() for h in HANDLE.findall(everything["course-taster"])} - admin["first"]


def test_a_board_file_holds_no_more_than_its_scope(served):
    """What the pages cannot leak: it is not in the file."""
    admin = handles_of(served.board("admin"))
    for scope in ("public", "member", *(f"company-{name}" for name in COMPANIES)):
        data = scope_file(served.boards, scope).read_bytes()
        assert {h.decode() for h in HANDLE.findall(data)} <= admin["first"], scope
        assert not LEARNER.search(data), scope
        assert served.board(scope).audit() == []
        for row in served.board(scope).cells():
            assert row["company_id"] in ("", scope.removeprefix("company-")), scope
    assert served.board("admin").audit()
