"""Builds of before: kept, gone back to, and never showing who is gone."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.identity import Identity
from grader.verdict import Outcome
from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.history import KEPT_DAYS, kept, pinned
from leaderboard.own import Own
from leaderboard.publish import after_grading, back, publish
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState


def published(own: ConsortiumState, later: timedelta = timedelta()) -> str:
    return publish(own.state.path, catalog=own.catalog, now=NOW + later).build_id


def shown(own: ConsortiumState, scope: str = "member") -> str:
    return Board(scope_file(own.state.boards, scope)).build_id


def handles(own: ConsortiumState) -> set[str]:
    return {
        row["handle"]
        for one in kept(own.state.boards)
        for row in Own(scope_file(one.folder, "people")).people()
    }


def test_the_newest_builds_and_the_last_of_each_day_are_kept(own):
    builds = [published(own, timedelta(minutes=n)) for n in range(5)]
    assert [one.build_id for one in kept(own.state.boards)] == builds[:1:-1]
    tomorrow = published(own, timedelta(days=1))
    late = [published(own, timedelta(days=2, hours=n)) for n in range(3)]
    assert [one.build_id for one in kept(own.state.boards)] == [*late[::-1], tomorrow, builds[-1]]
    much_later = published(own, timedelta(days=KEPT_DAYS + 3))
    assert [one.build_id for one in kept(own.state.boards)] == [much_later, *late[:0:-1]]


def test_going_back_shows_the_earlier_build_and_grading_does_not_renew_it(own):
    first = published(own)
    own.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=NOW, cost=71)
    second = published(own, timedelta(minutes=1))
    assert back(own.state.path, first).build_id == first
    assert {shown(own, scope) for scope in ("public", "member", "admin")} == {first}
    after_grading(own.state.path, own.catalog.root)
    assert (shown(own), pinned(own.state.boards)) == (first, first)
    third = published(own, timedelta(minutes=2))
    assert (shown(own), pinned(own.state.boards)) == (third, "")
    assert {second, third} <= {one.build_id for one in kept(own.state.boards)}


def test_nobody_goes_back_to_a_build_that_is_not_kept(own):
    first = published(own)
    with pytest.raises(LeaderboardError, match=first):
        back(own.state.path, "20200101T000000-00000000")
    assert shown(own) == first


def test_who_is_erased_stands_in_no_kept_build_and_nobody_goes_back_to_one(own):
    first = published(own)
    assert "qubit-c0ffee" in handles(own)
    with Identity(own.state.identity) as identity:
        identity.erase(YOU)
    with pytest.raises(LeaderboardError, match="no build"):
        back(own.state.path, first)
    published(own, timedelta(minutes=1))
    assert "qubit-c0ffee" not in handles(own)
    for file in own.state.boards.rglob("*"):
        assert file.is_dir() or b"qubit-c0ffee" not in file.read_bytes(), file


def test_a_decision_that_was_taken_back_holds_for_kept_builds_too(own):
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=True, text_version="1", now=NOW)
    first = published(own)
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=False, text_version="1", now=NOW)
    second = published(own, timedelta(minutes=1))
    assert [one.build_id for one in kept(own.state.boards)] == [second] != [first]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[company]]", "[disclosure]\nmin_learners = 12\n\n[[company]]"),
        ("[[company]]", "[disclosure]\ncompany_standings = false\n\n[[company]]"),
        ('id = "aoba-motors"', 'id = "aoba-motors"\nstanding = "off"'),
    ],
)
def test_nobody_goes_back_to_laxer_rules_or_to_a_company_that_is_not_named_now(own, before, after):
    first = published(own)
    text = own.state.consortium.read_text(encoding="utf-8")
    own.state.consortium.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(LeaderboardError, match="no build"):
        back(own.state.path, first)
    assert kept(own.state.boards) == ()
    second = published(own, timedelta(minutes=1))
    assert [one.build_id for one in kept(own.state.boards)] == [second]


def test_a_damaged_kept_build_is_left_out(own):
    first = published(own)
    (folder,) = (one.folder for one in kept(own.state.boards))
    (folder / "people.db").unlink()
    (folder / "people.db").write_bytes(b"half")
    assert kept(own.state.boards) == ()
    assert shown(own) == first


def test_the_command_lists_goes_back_and_says_what_happened(own):
    first = published(own)
    run = CliRunner().invoke
    state = ["--state", str(own.state.path)]
    listed = run(main, [*state, "publish", "--list"])
    assert first in listed.output
    gone = run(main, [*state, "publish", "--back", first])
    assert (gone.exit_code, "Went back" in gone.output) == (0, True)
    assert "shown" in run(main, [*state, "publish", "--list"]).output
    wrong = run(main, [*state, "publish", "--back", "nonsense"])
    assert wrong.exit_code != 0


def test_who_takes_a_decision_back_does_not_wait_for_the_pinned_build_to_end(own):
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=True, text_version="1", now=NOW)
    first = published(own)
    published(own, timedelta(minutes=1))
    back(own.state.path, first)
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=False, text_version="1", now=NOW)
    after_grading(own.state.path, own.catalog.root)
    assert shown(own) != first
    assert (pinned(own.state.boards), kept(own.state.boards)[0].build_id) == ("", shown(own))


def test_going_back_leaves_no_file_of_a_scope_that_the_build_had_not(own):
    first = published(own)
    boards = own.state.boards
    for name in ("course-new.db", "course-old.prev"):
        (boards / name).write_bytes(scope_file(boards, "admin").read_bytes())
    back(own.state.path, first)
    assert {path.stem for path in boards.glob("*.db")} == {
        "access", *(path.stem for path in kept(boards)[0].folder.glob("*.db")),
    }  # fmt: skip
    assert not list(boards.glob("course-old*"))


def test_what_may_not_be_shown_any_more_does_not_stand_in_after_going_back(own):
    first = published(own)
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=True, text_version="1", now=NOW)
    published(own, timedelta(minutes=1))
    with Identity(own.state.identity) as identity:
        identity.decide(YOU, "show-company", given=False, text_version="1", now=NOW)
    back(own.state.path, first)
    assert not list(own.state.boards.glob("*.prev"))
