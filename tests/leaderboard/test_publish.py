import fcntl
import os
import resource
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from grader.errors import GraderError
from grader.identity import Identity
from grader.state import State
from grader.verdict import Outcome
from leaderboard import files
from leaderboard import publish as publishing
from leaderboard.board import Board, BoardInvalid, scope_file
from leaderboard.build import Scope
from leaderboard.invariants import check_board
from leaderboard.own import Own
from leaderboard.publish import publish
from leaderboard.ranking import competition_ranks
from tests.leaderboard.consortium_state import (
    COMPANIES,
    COURSES,
    EXERCISES,
    NOW,
    SMALL,
    YOU,
    board_files,
)

LATER = NOW + timedelta(hours=1)


def board(state, scope: str) -> Board:
    return Board(scope_file(state.state.boards, scope))


def text_of(path) -> str:
    """Everything that a file holds, as text."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return "\n".join(db.iterdump())


def damage(path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement)


def test_every_scope_gets_a_file_and_the_files_are_private(published):
    names = {path.stem for path in board_files(published.state.boards)}
    assert names == {"public", "member", "admin", "people"} | {
        f"company-{c}" for c in COMPANIES
    } | {f"course-{c}" for c in COURSES}
    assert {oct(p.stat().st_mode & 0o777) for p in board_files(published.state.boards)} == {"0o600"}


def test_only_the_administrator_and_the_company_hold_a_companys_skill_cells(published):
    for path in board_files(published.state.boards):
        if path.stem in ("admin", "people"):
            continue
        own = path.stem.removeprefix("company-") if path.stem.startswith("company-") else ""
        holders = {cell["company_id"] for cell in Board(path).cells()}
        assert holders == {"", own}, path.stem


def test_the_public_file_names_no_company_but_those_of_learners_who_chose_so(published):
    with Identity(published.state.identity, readonly=True) as identity:
        open_ = {p.handle for p in identity.people() if p.show_name}
        shown = {p.handle: p.company_id for p in identity.people() if p.show_company}
    public = board(published, "public")
    assert public.standings() == []
    rows = [row for name in EXERCISES for row in public.entries(name)] + public.leaders()
    assert rows
    for row in rows:
        assert row["handle"] in open_
        assert row["company_id"] == shown.get(row["handle"])


def test_no_file_but_peoples_own_holds_a_learner_id(published):
    for path in board_files(published.state.boards):
        if path.stem != "people":
            assert "l-0000" not in text_of(path), path.stem


def test_a_learner_reads_own_rows_only(published):
    own = Own.of(published.state.boards, YOU)
    person = own.person()
    assert person is not None
    assert person["handle"] == "qubit-c0ffee"
    assert len(own.attempts()) == 7
    assert [row["handle"] for row in own.neighbours()].count("qubit-c0ffee") == 1
    assert len(own.neighbours()) <= 7
    nobody = Own.of(published.state.boards, "l-999999")
    assert nobody.person() is None
    assert nobody.attempts() == []


def test_exercise_boards_are_those_of_the_results(published):
    with published.open_store() as store:
        rows = [r for r in store.verdicts() if r.exercise == "toffoli-6cx" and r.points > 0]
    best: dict[str, tuple[int, int]] = {}
    for row in rows:
        key = (-row.points, row.cost or 0)
        best[row.learner] = min(best.get(row.learner, key), key)
    entries = board(published, "admin").entries("toffoli-6cx")
    assert [(-e["points"], e["cost"]) for e in entries] == sorted(best.values())
    assert [e["rank"] for e in entries] == competition_ranks(sorted(best.values()))
    member = board(published, "member").entries("toffoli-6cx")
    assert [row["handle"] for row in member] == [row["handle"] for row in entries[:10]]


def test_the_small_company_is_listed_without_values(published):
    for scope in ("member", "admin", f"company-{SMALL}"):
        rows = [r for r in board(published, scope).standings() if r["company_id"] == SMALL]
        assert rows
        for row in rows:
            assert row["status"] == "withheld"
            assert row["rank"] is row["median"] is row["n_band"] is row["completion"] is None


def test_reasons_stand_in_words_of_both_languages(published):
    attempt = next(
        a for a in Own.of(published.state.boards, YOU).attempts() if a["outcome"] == "LE"
    )
    assert attempt["reason_en"] != attempt["reason_key"] != attempt["reason_ja"]
    assert "7" in attempt["reason_en"]
    assert any("\u3040" <= letter <= "\u30ff" for letter in attempt["reason_ja"])


def test_a_new_result_stands_on_the_board_but_not_in_company_figures(own_published):
    before = board(own_published, "admin")
    own_published.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=NOW, cost=71)
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    after = board(own_published, "admin")
    ranks = {e["handle"]: e["rank"] for e in after.entries("toffoli-6cx")}
    assert ranks["qubit-c0ffee"] == 1
    assert after.cells() == before.cells()
    assert after.standings() == before.standings()
    assert after.build_id != before.build_id


def test_a_reader_keeps_the_board_that_it_opened(own_published):
    path = scope_file(own_published.state.boards, "member")
    old = Board(path)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as reader:
        reader.execute("SELECT * FROM entry LIMIT 1").fetchone()
        publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
        assert dict(reader.execute("SELECT key, value FROM meta"))["build_id"] == old.build_id
    assert Board(path).build_id != old.build_id
    assert Board(path.with_suffix(".prev")).build_id == old.build_id


def test_a_broken_rule_publishes_nothing(own_published, monkeypatch):
    before = {p.name: p.read_bytes() for p in board_files(own_published.state.boards)}

    def leaky(build, scope):
        tables = dict(real(build, scope))
        if scope.kind == "company":
            tables["cell"] = real(build, Scope("admin"))["cell"]
        return tables

    real = files.tables_of
    monkeypatch.setattr(files, "tables_of", leaky)
    with pytest.raises(BoardInvalid, match="outside the scope"):
        publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    assert {p.name: p.read_bytes() for p in board_files(own_published.state.boards)} == before


@pytest.mark.parametrize(
    ("scope", "statement", "fault"),
    [
        ("admin", "UPDATE entry SET rank = 2 WHERE ord = 1", "ranks"),
        ("admin", "DELETE FROM entry WHERE ord = 2", "places"),
        ("admin", "UPDATE cell SET median = 55 WHERE status = 'withheld'", "withheld"),
        ("admin", "UPDATE cell SET n_band = '0-9' WHERE status = 'released'", "too few"),
        ("admin", "UPDATE cell_audit SET n = 9 WHERE status = 'released'", "shown with 9"),
        ("admin", "UPDATE cell SET median = 51 WHERE status = 'released'", "not rounded"),
        ("member", "UPDATE standing SET rank = 9 WHERE rank = 1", "ranks of companies"),
        ("member", "UPDATE cell SET company_id = 'aoba-motors' WHERE skill_id = ''", "outside"),
        ("public", "INSERT INTO cell_audit VALUES ('w', '', '', 1, 1, 1, 'x', '')", "exact counts"),
    ],
)
def test_each_invariant_is_checked_on_the_file(own_published, scope, statement, fault):
    path = scope_file(own_published.state.boards, scope)
    check_board(path, Scope(scope), 10)
    damage(path, statement)
    with pytest.raises(BoardInvalid, match=fault):
        check_board(path, Scope(scope), 10)


def test_results_that_went_back_are_refused(own_published, made):
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    damage(own_published.state.boards / "people.db",
           "UPDATE meta SET value = '99999999' WHERE key = 'watermark'")  # fmt: skip
    with pytest.raises(BoardInvalid, match="hold less"):
        publish(own_published.state.path, catalog=own_published.catalog, now=LATER)


def test_a_person_who_left_is_on_no_board_and_in_no_earlier_one(own_published):
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    assert (own_published.state.boards / "member.prev").exists()
    with Identity(own_published.state.identity) as identity:
        assert identity.erase(YOU)
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    files = [p for p in own_published.state.path.rglob("*") if p.is_file()]
    traces = [path.name for path in files if b"qubit-c0ffee" in path.read_bytes()]
    # `identity.db` alone remembers it, so that no other person is ever given the handle.
    assert set(traces) <= {"identity.db", "identity.db-wal"}


def test_staff_are_not_ranked(own_published):
    with closing(sqlite3.connect(own_published.state.identity)) as db, db:
        db.execute("UPDATE people SET kind = 'staff' WHERE number = 900")
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    assert "qubit-c0ffee" not in text_of(own_published.state.boards / "admin.db")


def _standing(state, **choices: str) -> None:
    path = state.state.consortium
    text = path.read_text(encoding="utf-8")
    for company, choice in choices.items():
        name = company.replace("_", "-")
        text = text.replace(f'id = "{name}"', f'id = "{name}"\nstanding = "{choice}"')
    path.write_text(text, encoding="utf-8")


def test_a_company_may_stay_out_of_the_standings(own_published):
    _standing(own_published, aoba_motors="off", umi_chemical="unnamed", yama_telecom="unnamed")
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    member = board(own_published, "member")
    listed = {row["company_id"] for row in member.standings()}
    # Two unnamed ones could be told apart, so both are left out.
    assert listed == COMPANIES.keys() - {"aoba-motors", "umi-chemical", "yama-telecom"}
    assert len(board(own_published, "company-aoba-motors").cells(company="aoba-motors")) > 0
    assert len({row["company_id"] for row in board(own_published, "admin").standings()}) == 8


UNNAMED = ("tsubame-logistics", "yama-telecom", "sora-electronics")  # far enough apart


def test_companies_that_give_up_their_names_stand_nowhere_at_first(own_published):
    """Values move slowly: in the next weeks everybody would know them again by theirs."""
    _standing(own_published, **{name.replace("-", "_"): "unnamed" for name in UNNAMED})
    for now in (LATER, NOW + timedelta(days=2)):
        publish(own_published.state.path, catalog=own_published.catalog, now=now)
        listed = {row["company_id"] for row in board(own_published, "member").standings()}
        assert not listed & set(UNNAMED)
        assert not any(name.startswith("unnamed-") for name in listed)


def test_three_unnamed_companies_stand_without_names_in_the_newest_week(own):
    chosen = UNNAMED
    _standing(own, **{name.replace("-", "_"): "unnamed" for name in chosen})
    publish(own.state.path, catalog=own.catalog, now=NOW)
    member = board(own, "member")
    rows = [row for row in member.standings() if row["company_id"].startswith("unnamed-")]
    assert {row["period"] for row in rows} == {"2026-W46"}
    assert {row["company_id"] for row in rows} == {"unnamed-1", "unnamed-2", "unnamed-3"}
    assert {row["completion"] for row in rows} == {None}
    assert not {row["company_id"] for row in member.standings()} & set(chosen)


def test_a_consortium_may_show_no_standings_at_all(own_published):
    path = own_published.state.consortium
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[[company]]", "[disclosure]\ncompany_standings = false\n\n[[company]]", 1),
        encoding="utf-8",
    )
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    assert board(own_published, "member").standings() == []
    assert board(own_published, "admin").standings()


def test_grading_learns_of_a_failed_publish_in_its_own_words(own_published, monkeypatch):
    monkeypatch.setattr(publishing, "Catalog", lambda root: own_published.catalog)
    publishing.after_grading(own_published.state.path, own_published.state.path)
    damage(own_published.state.boards / "people.db",
           "UPDATE meta SET value = '99999999' WHERE key = 'watermark'")  # fmt: skip
    with pytest.raises(GraderError, match="hold less"):
        publishing.after_grading(own_published.state.path, own_published.state.path)


@contextmanager
def room(most: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("most", [10_000, 100_000, 300_000])
def test_a_full_disk_stops_publishing_in_plain_words_and_never_grading(
    own_published, monkeypatch, most
):
    monkeypatch.setattr(publishing, "Catalog", lambda root: own_published.catalog)
    state = own_published.state
    shown = board(own_published, "public").build_id
    own_published.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=LATER, cost=71)
    with room(most), pytest.raises(GraderError, match=r"disk|space"):
        publishing.after_grading(state.path, state.path)
    assert {Board(path).build_id for path in board_files(state.boards)} == {shown}
    assert not list(state.boards.glob("*.new"))
    publishing.after_grading(state.path, state.path)
    assert board(own_published, "public").build_id != shown


def test_grading_that_waits_for_somebody_going_back_leaves_the_boards(own_published, monkeypatch):
    monkeypatch.setattr(publishing, "Catalog", lambda root: own_published.catalog)
    state = own_published.state
    shown = board(own_published, "public").build_id
    grading = threading.Thread(target=publishing.after_grading, args=(state.path, state.path))
    with (state.boards / ".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        grading.start()
        grading.join(0.3)  # by then it waits
        (state.boards / "pinned").write_text(shown, encoding="utf-8")
    grading.join()
    assert board(own_published, "public").build_id == shown


def test_a_state_without_results_is_published_empty(tmp_path, made):
    from grader.results.store import Store

    state = State(tmp_path / "empty")
    state.create(made.state.consortium.read_text(encoding="utf-8"))
    with Identity(state.identity), Store(state.results):
        pass
    done = publish(state.path, catalog=made.catalog, now=NOW)
    assert (done.submissions, done.period) == (0, "")
    assert Board(state.boards / "member.db").standings() == []


def publisher(state, times: int) -> int:
    """Publish in a process of its own; returns its id."""
    process = os.fork()
    if process == 0:
        try:
            for _ in range(times):
                publish(state.state.path, catalog=state.catalog, now=LATER)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return process


def all_sound(state) -> None:
    for path in board_files(state.state.boards):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        if path.stem != "people":
            kind, _, name = path.stem.partition("-")
            check_board(path, Scope(kind, name), 10)


def test_killing_a_publisher_at_any_moment_leaves_sound_boards(own_published):
    for delay in (0.05, 0.3, 0.6, 0.9, 1.2):
        process = publisher(own_published, 50)
        time.sleep(delay)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        all_sound(own_published)
    publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
    all_sound(own_published)
    assert not list(own_published.state.boards.glob("*.new"))


def test_two_publishers_take_turns(own_published):
    both = [publisher(own_published, 3) for _ in range(2)]
    assert [os.waitpid(process, 0)[1] for process in both] == [0, 0]
    all_sound(own_published)
    boards = [p for p in board_files(own_published.state.boards) if p.stem != "people"]
    assert len({Board(path).build_id for path in boards}) == 1


def test_a_tally_that_is_damaged_within_is_made_anew_and_the_board_is_the_same(own_published):
    state, catalog = own_published.state, own_published.catalog
    before = board(own_published, "admin").entries("toffoli-6cx")
    tally = state.path / "tally.db"
    for path in (tally.with_name("tally.db-wal"), tally.with_name("tally.db-shm")):
        path.unlink(missing_ok=True)
    damaged = bytearray(tally.read_bytes())
    damaged[8192:] = b"\x5a" * (len(damaged) - 8192)
    tally.write_bytes(damaged)
    publish(state.path, catalog=catalog, now=LATER)
    assert board(own_published, "admin").entries("toffoli-6cx") == before


def test_damaged_results_are_named_and_not_the_tally(own_published):
    results = own_published.state.results
    own_published.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=LATER, cost=71)
    with closing(sqlite3.connect(results)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'verdicts'"
        ).fetchone()
    damaged = bytearray(results.read_bytes())
    damaged[4096 * (page - 1) : 4096 * page] = b"\x5a" * 4096
    results.write_bytes(damaged)
    with pytest.raises(GraderError, match=r"results.db.*damaged; restore it"):
        publish(own_published.state.path, catalog=own_published.catalog, now=LATER)
