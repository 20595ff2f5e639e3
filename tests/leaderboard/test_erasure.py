"""`qskills people erase`, `retain`, `export`, `token`, `log` and `qskills queue`."""

import json
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash

from grader.cli import main
from grader.identity import Identity
from grader.results.store import Store
from leaderboard.inbox import Inbox
from leaderboard.own import Own
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, YOU


@pytest.fixture
def qskills(own_published):
    content = own_published.catalog.root if hasattr(own_published.catalog, "root") else None

    def run(*words, code=0):
        options = ["--state", str(own_published.state.path)]
        if content is not None:
            options += ["--content", str(content)]
        done = CliRunner().invoke(main, [*options, *words])
        assert done.exit_code == code, done.output
        return done.output

    return run


def first_on_boards(state) -> tuple[str, str]:
    """A learner in the first ten, with the handle."""
    own = Own.of(state.boards, "")
    row = own._rows("SELECT learner, handle FROM person WHERE rank = 1 LIMIT 1")[0]
    return row["learner"], row["handle"]


def test_an_erased_person_is_on_no_board_of_now_or_before(own_published, qskills):
    state = own_published.state
    publish(state.path, catalog=own_published.catalog, now=NOW + timedelta(minutes=1))
    learner, handle = first_on_boards(state)
    files = {
        p for p in state.boards.rglob("*") if p.is_file() and handle.encode() in p.read_bytes()
    }
    assert len({path.parent for path in files}) > 1, "boards of before name the person as well"
    assert any(path.suffix == ".prev" for path in files)
    for folder in (
        state.courses / "taster" / "submitted" / learner / "tour",
        state.exchange / "taster" / "inbound" / f"{learner}+tour+2026",
        state.jupyter / learner / "home",
    ):
        folder.mkdir(parents=True)
        (folder / "tour.ipynb").write_text("private")
    other = state.courses / "taster" / "submitted" / f"{learner}9"
    other.mkdir()

    assert "erased" in qskills("people", "erase", learner, "--yes")

    for path in state.path.rglob("*"):
        if path.is_file() and path.name not in {"identity.db", "identity.db-wal"}:
            data = path.read_bytes()
            assert handle.encode() not in data, path
            assert b"private" not in data, path
    assert other.is_dir()
    with Identity(state.identity) as identity:
        assert identity.find(learner_id=learner) is None
    with Store(state.results) as store:
        assert learner in store.ledger.tombstones()
        assert store.ledger.audit(state.secret()) is None
        blobs = [store._database.rows("SELECT 1 FROM blobs WHERE sha = ?", (a.blob,))
                 for a in store.attempts(learner=learner)]  # fmt: skip
        assert blobs
        assert not any(blobs)


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_erasing_finds_feedback_and_grades_and_leaves_nothing_in_a_log(
    own_published, qskills, monkeypatch
):
    # nbgrader makes a gradebook with the command `alembic` beside it.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    state = own_published.state
    learner, _ = first_on_boards(state)
    arrival = state.exchange / "taster" / "inbound" / f"{learner}+tour+2026"
    arrival.mkdir(parents=True)
    (arrival / "tour.ipynb").write_text("private")
    (arrival / "submission_secret.txt").write_text("s3cret" * 8)
    trap = state.exchange / "taster" / "inbound" / f"{learner}+tour+2027"
    trap.mkdir()
    os.mkfifo(trap / "submission_secret.txt")
    feedback = state.exchange / "taster" / "feedback"
    feedback.mkdir()
    mine = feedback / f"{notebook_hash(secret='s3cret' * 8, notebook_id='tour')}.html"
    other = feedback / f"{notebook_hash(secret='other', notebook_id='tour')}.html"
    for page in (mine, other):
        page.write_text("page")
    (state.courses / "taster").mkdir(parents=True, exist_ok=True)
    gradebook = f"sqlite:///{state.courses / 'taster' / 'gradebook.db'}"
    with Gradebook(gradebook) as book:
        book.add_assignment("tour")
        for one in (learner, "l-900000"):
            book.add_student(one)
            book.add_submission("tour", one)
    with Identity(state.identity) as reader:  # somebody else has the file open all the while
        reader.set_account(learner, "nobody.else@example.org")
        assert "erased" in qskills("people", "erase", learner, "--yes")
        for path in state.path.glob("*.db*"):
            assert b"nobody.else@" not in path.read_bytes(), path
    assert [page.exists() for page in (mine, other)] == [False, True]
    with Gradebook(gradebook) as book:
        assert [student.id for student in book.students] == ["l-900000"]
        assert [one.student_id for one in book.assignment_submissions("tour")] == ["l-900000"]


def test_erasing_asks_first_and_may_be_repeated(own_published, qskills):
    learner, _ = first_on_boards(own_published.state)
    qskills("people", "erase", learner, code=1)  # no answer is no
    with Identity(own_published.state.identity) as identity:
        assert identity.find(learner_id=learner) is not None
    qskills("people", "erase", learner, "--yes")
    qskills("people", "erase", learner, "--yes")
    qskills("people", "erase", "l-777777", "--yes", code=2)


def test_old_notebooks_go_and_verdicts_stay(own_published, qskills):
    state = own_published.state
    with Store(state.results) as store:
        before = len(store.verdicts(include_superseded=True))
        old = [a for a in store.attempts() if a.submitted_at < NOW - timedelta(days=21)]
        new = [a for a in store.attempts() if a.submitted_at >= NOW - timedelta(days=21)]
        assert old
        assert new
        store.retain(NOW - timedelta(days=21), actor="test", now=NOW)
        have = {row["sha"] for row in store._database.rows("SELECT sha FROM blobs")}
        assert {a.blob for a in new} <= have
        assert not {a.blob for a in old} & have - {a.blob for a in new}
        assert len(store.verdicts(include_superseded=True)) == before
        assert store.ledger.audit(state.secret()) is None
    assert "deleted 0" in qskills("people", "retain")


def test_a_person_gets_a_copy_of_all_that_is_known(own_published, qskills):
    inbox = Inbox(own_published.state.inbox)
    inbox.decide(YOU, "show-name", given=True, text_version="2026-11")
    inbox.note_view(YOU, "learner", "export")
    found = json.loads(qskills("people", "export", YOU))
    assert found["person"]["handle"] == "qubit-c0ffee"
    assert {"purpose": "show-name", "given": True} in [
        {"purpose": d["purpose"], "given": d["given"]} for d in found["decisions"]
    ]
    assert len(found["verdicts"]) == len(Own.of(own_published.state.boards, YOU).attempts())
    assert [view["page"] for view in found["views"]] == ["export"]
    assert "export" in qskills("people", "log")


def test_tokens_are_shown_once_and_can_be_revoked(own_published, qskills):
    token = qskills("people", "token", YOU, "--days", "2").strip()
    with Identity(own_published.state.identity) as identity:
        from datetime import UTC, datetime

        now = datetime.now(UTC)
        holder = identity.tokens.holder(token, now)
        assert holder is not None
        assert holder.learner_id == YOU
        assert identity.tokens.holder(token, now + timedelta(days=3)) is None
        assert "1 token revoked" in qskills("people", "revoke", YOU)
        assert identity.tokens.holder(token, now) is None


def test_parked_attempts_are_listed_and_put_back(own_published, qskills):
    state = own_published.state
    with Store(state.results) as store, store._database.write() as rows:
        rows.execute(
            "UPDATE queue SET state = 'parked', failures = 3, error = 'no memory' "
            "WHERE attempt_id = (SELECT min(attempt_id) FROM queue)"
        )
    row = json.loads(qskills("queue", "list", "--json"))
    assert (row["failures"], row["error"]) == (3, "no memory")
    assert "1 parked" in qskills("queue", "list")
    qskills("queue", "requeue", str(row["attempt"]))
    assert qskills("queue", "list", "--json") == ""


def test_a_roster_before_the_companies_names_the_cure(tmp_path):
    state = ["--state", str(tmp_path / "state")]
    assert CliRunner().invoke(main, [*state, "init"]).exit_code == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("account,company,courses\nada,acme,taster\n")
    done = CliRunner().invoke(main, [*state, "people", "import", str(roster)])
    assert done.exit_code == 2
    shutil.rmtree(tmp_path / "state")
    assert "qskills init" in done.output
    assert "[]" not in done.output
