"""Roles that are taken away, and rosters that would change them unseen."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import UsageError
from grader.identity import Identity
from grader.results.store import Store
from leaderboard.access import Access
from leaderboard.grants import publish_access
from leaderboard.inbox import Inbox
from leaderboard.own import Own
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, YOU

T = int(NOW.timestamp())


@pytest.fixture
def qskills(own_published):
    def run(*words, code=0):
        options = ["--state", str(own_published.state.path)]
        options += ["--content", str(own_published.catalog.root)]
        done = CliRunner().invoke(main, [*options, *words])
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.fixture
def roster(tmp_path):
    def write(*lines) -> str:
        path = tmp_path / "roster.csv"
        path.write_text("\n".join(("account,company,role", *lines)), encoding="utf-8")
        return str(path)

    return write


def viewers(state, account) -> tuple[str, ...] | None:
    publish_access(state.state, T)
    known = Access.of(state.state.boards).find(account)
    return None if known is None else known.viewers


@pytest.mark.parametrize(
    ("role", "viewer"), [("administrator", "admin"), ("viewer", "company-aoba-motors")]
)
def test_the_role_of_the_roster_can_be_taken_away(own_published, qskills, roster, role, viewer):
    given = qskills("people", "import", roster(f"boss@example.org,aoba-motors,{role}"))
    learner = given.strip().split(",")[1]
    assert viewers(own_published, "boss@example.org") == (viewer,)
    qskills("people", "grant", learner, "--role", role, "--withdraw")
    assert viewers(own_published, "boss@example.org") == ()
    qskills("people", "grant", learner, "--role", role, "--withdraw", code=2)
    qskills("people", "grant", learner, "--role", "learner")
    assert viewers(own_published, "boss@example.org") == ("learner",)


def test_whoever_withdraws_as_a_learner_is_on_no_board_of_now_or_before(own_published, qskills):
    state = own_published.state
    handle = Own.of(state.boards, YOU).person()["handle"].encode()
    assert any(handle in path.read_bytes() for path in state.boards.rglob("*.db"))
    qskills("people", "grant", YOU, "--role", "learner", "--withdraw")
    publish(state.path, catalog=own_published.catalog, now=NOW + timedelta(minutes=1))
    files = [path for path in state.boards.rglob("*") if path.is_file()]
    assert not [path for path in files if handle in path.read_bytes()]


def test_of_two_courses_only_the_named_one_is_taken_away(own_published, qskills):
    with Identity(own_published.state.identity) as identity:
        identity.set_account(YOU, "ada@example.org")
        identity.grant(YOU, "instructor", "c0")
        identity.grant(YOU, "instructor", "taster")
    qskills("people", "grant", YOU, "--role", "instructor", "--course", "c0", "--withdraw")
    assert viewers(own_published, "ada@example.org") == ("learner", "course-taster")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["Ada@Example.org,aoba-motors,administrator"], "role: Ada@Example.org is learner"),
        (["ada@example.org,midori-bank,learner"], "company: ada@example.org is of aoba-motors"),
        (["new@x.org,aoba-motors,learner", "NEW@x.org,aoba-motors,viewer"], "in line 3 already"),
    ],
)
def test_a_roster_that_would_not_come_true_is_refused_whole(
    own_published, qskills, roster, lines, fault
):
    qskills("people", "import", roster("ada@example.org,aoba-motors,learner"))
    with Identity(own_published.state.identity) as identity:
        before = identity.people()
        said = qskills("people", "import", roster("first@x.org,aoba-motors,", *lines), code=2)
        assert fault in said
        assert identity.people() == before
    again = qskills("people", "import", roster("ADA@example.org,aoba-motors,learner"))
    assert len(again.splitlines()) == 1


def test_logins_that_sign_in_takes_for_one_are_one(own):
    with Identity(own.state.identity) as identity:
        other = next(p.learner_id for p in identity.people() if p.learner_id != YOU)
        identity.set_account(YOU, "ada@example.org\u3000")
        for same in ("ada@example.org\t", "\xa0ADA@example.org"):
            with pytest.raises(UsageError, match="is that of"):
                identity.set_account(other, same)
        for bad in (" ", "a\x1b[2J@x.org", "a\u202e@x.org"):
            with pytest.raises(UsageError, match="no login"):
                identity.set_account(other, bad)
    assert viewers(own, "ada@example.org") == ("learner",)


def test_the_log_neither_steers_a_terminal_nor_takes_forged_lines(own_published, qskills):
    inbox = Inbox(own_published.state.inbox)
    inbox.note_view(YOU, "admin", "exercise", "x\x1b[2J\n2026-01-01T00:00:00Z  l-000001  admin")
    said = qskills("people", "log")
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said


def test_a_copy_holds_all_that_is_kept_and_nothing_of_others(own_published, qskills):
    with Identity(own_published.state.identity) as identity:
        identity.set_account(YOU, "ada@example.org")
        identity.grant(YOU, "instructor", "c0")
        with identity._database.write() as database:
            database.execute("UPDATE people SET name = 'Ada L.' WHERE number = 900")
    token = qskills("people", "token", YOU).strip()
    found = json.loads(qskills("people", "export", YOU))
    person = found["person"]
    assert (person["name"], person["account"]) == ("Ada L.", "ada@example.org")
    assert person["grants"] == [{"role": "instructor", "course": "c0"}]
    assert len(person["tokens"]) == 1
    assert token not in json.dumps(found)
    assert all(one["notebook"].startswith(f"{YOU} ") for one in found["submissions"])
    assert found["submissions"]
    text = json.dumps(found)
    with Identity(own_published.state.identity) as identity:
        others = [p for p in identity.people() if p.learner_id != YOU]
    assert not [p for p in others if p.handle in text or p.learner_id in text]


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_no_comment_of_a_teacher_stays_in_free_pages(own_published, qskills, monkeypatch):
    from nbgrader.api import Gradebook

    # nbgrader makes a gradebook with the command `alembic` beside it.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    file = own_published.state.courses / "taster" / "gradebook.db"
    file.parent.mkdir(parents=True, exist_ok=True)
    with Gradebook(f"sqlite:///{file}") as book:
        book.add_assignment("tour")
        book.add_student(YOU, last_name="Privately-Known")
        book.add_submission("tour", YOU)
    assert b"Privately-Known" in file.read_bytes()
    qskills("people", "erase", YOU, "--yes")
    assert b"Privately-Known" not in file.read_bytes()


def test_grading_goes_on_after_somebody_left(own_published, qskills):
    from grader.jupyter.collector import Collector

    qskills("people", "erase", YOU, "--yes")
    with Collector(own_published.state, own_published.catalog) as collector:
        batches = collector.unrecorded()
    listed = [attempt for batch in batches.values() for attempt in batch]
    assert listed
    assert not [attempt for attempt in listed if attempt.learner == YOU]


def test_what_no_command_can_delete_is_said(qskills):
    said = qskills("people", "erase", YOU, "--yes")
    for word in ("backups", "roster", "sign-in provider"):
        assert word in said


@pytest.mark.parametrize("step", ["_erase_folders", "Identity.erase", "Store.ledger"])
def test_an_erasure_that_was_cut_off_is_finished_by_the_next(
    own_published, qskills, monkeypatch, step
):
    state = own_published.state
    handle = Own.of(state.boards, YOU).person()["handle"].encode()
    folder = state.jupyter / YOU
    folder.mkdir(parents=True)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    place = {
        "_erase_folders": "grader.cli.erasure._erase_folders",
        "Identity.erase": "grader.identity.Identity.erase",
        "Store.ledger": "grader.results.chain.Ledger.erase",
    }[step]
    with monkeypatch.context() as cut:
        cut.setattr(place, full)
        assert "No space" in qskills("people", "erase", YOU, "--yes", code=3)
    qskills("people", "erase", YOU, "--yes")
    assert not folder.exists()
    with Identity(state.identity) as identity:
        assert identity.find(learner_id=YOU) is None
    files = [path for path in state.boards.rglob("*") if path.is_file()]
    assert not [path for path in files if handle in path.read_bytes()]


def test_an_erasure_cut_off_before_it_published_is_finished_by_any_publish(own_published):
    state = own_published.state
    handle = Own.of(state.boards, YOU).person()["handle"].encode()
    with Store(state.results) as store:
        store.ledger.erase(YOU, actor="operator", now=NOW)
    with Identity(state.identity) as identity:
        identity.erase(YOU)
    publish(state.path, catalog=own_published.catalog, now=NOW + timedelta(minutes=1))
    files = [path for path in state.path.rglob("*") if path.is_file()]
    # The handle is never given again, and stands for that in the list of those.
    assert {path.name for path in files if handle in path.read_bytes()} <= {"identity.db"}
