"""Nothing that was withheld is recovered from what is published; without the rules it is."""

import itertools
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from grader.identity import Identity
from grader.verdict import Outcome
from leaderboard import cells as of_cells
from leaderboard.audit import System
from leaderboard.bands import at_least, rate, rounded
from leaderboard.board import Board, BoardInvalid, scope_file
from leaderboard.build import Scope
from leaderboard.disclosure import HEADLINE, Rules
from leaderboard.invariants import check_board
from leaderboard.publish import publish
from leaderboard.records import Company
from leaderboard.spreads import merge_bins
from tests.leaderboard.attack import (
    NAIVE,
    NAMES,
    Someone,
    bounds_of_sizes,
    changed_people,
    companies_of,
    consortia,
    ends,
    known_again,
    merits_that_fit,
    places_by_quarters,
    play,
    pooled_band,
    sizes_by_rates,
    sizes_known,
)
from tests.leaderboard.consortium_state import COMPANIES, NOW, SMALL, board_files

LATER = NOW + timedelta(hours=1)
SOME = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a consortium takes minutes
)  # fmt: skip
REFUSALS = ("R1", "R2", "R3")
ACTIVE_RATES = ("coverage", "completion")
ENROLLED_RATES = ("started", "active", "accepted", "completed")


def team(company, merits, start=0, **changes):
    return {
        start + n: Someone(company, merit, **changes) for n, merit in enumerate(merits)
    }  # fmt: skip


def crowd(**sizes):
    """Companies of some sizes, all merits different enough for medians to move."""
    world = {}
    for company, size in sizes.items():
        world |= team(company, [5 * (7 * n % 20) for n in range(size)], start=len(world))
    return world


# (a) Counts from rates and bands ------------------------------------------------------------------


@SOME
@given(consortia())
def test_the_size_of_a_company_cannot_be_told_from_its_rates(worlds):
    made = play(worlds, companies_of(worlds))
    for company in companies_of(worlds):
        for period, rows in by_period(made.files[-1][f"company-{company}"]["cell"], company):
            if rows[0]["status"] == "withheld":
                continue
            low, high = ends(str(rows[0]["n_band"]))
            fitting = sizes_by_rates(rows, ACTIVE_RATES)
            assert (min(fitting), max(fitting)) == (low, min(high, 400)), period
            # Shares of the enrolled stand beside no band of theirs.
            assert rows[0]["enrolled_band"] == f"{low}+"


def test_without_coarse_steps_a_few_rates_tell_the_size():
    def plain(count, total):
        return str(rounded(100 * count / total))

    counts = (3, 4, 5, 7, 8, 9)
    rows = [{"status": "released", "n_band": "10-19", "coverage": plain(c, 12)} for c in counts]
    fitting = sizes_by_rates(rows, ["coverage"], plain)
    assert 12 in fitting
    assert max(fitting) - min(fitting) + 1 < 10
    rows = [{**row, "coverage": rate(c, 12)} for row, c in zip(rows, counts, strict=True)]
    assert sizes_by_rates(rows, ["coverage"]) == set(range(10, 20))


def test_two_bands_and_their_ratio_would_tell_both():
    """Nineteen active of twenty enrolled, as published with both bands and the plain rate."""
    fitting = {
        (n, enrolled)
        for n in range(10, 20)
        for enrolled in range(20, 50)
        if n <= enrolled and rounded(100 * n / enrolled) == 95
    }
    assert fitting == {(19, 20)}


def by_period(rows, company):
    found = defaultdict(list)
    for row in rows:
        if row["company"] == company and not row["skill"]:
            found[row["period"]].append(row)
    return found.items()


@pytest.mark.parametrize(("enough", "told"), [(50, False), (10, True)])
def test_a_time_that_is_withheld_does_not_tell_how_many_tried_an_exercise(enough, told):
    """Withheld, so at most eleven got through; the rate is shown, so there are at most ..."""
    found = defaultdict(set)
    for n in range(10, 400):
        for through in range(n + 1):
            shown = {True} if through > 11 else {False} if through < 10 else {True, False}
            for timed in shown if n >= enough else {False}:
                found[at_least(n), rate(through, n), timed].add(n)
    narrow = [seen for seen, sizes in found.items() if max(sizes) - min(sizes) + 1 < 10]
    assert bool(narrow) == told


@SOME
@given(consortia())
def test_no_colluding_pair_bounds_the_size_of_a_third_company(worlds):
    companies = companies_of(worlds)
    made = play(worlds, companies)
    files = made.files[-1]
    pairs = list(itertools.combinations(companies, 2))[:4] or [(companies[0], companies[0])]
    for pair in pairs:
        held = [files["public"], files["member"], *(files[f"company-{c}"] for c in pair)]
        for period in {row["period"] for row in files["member"]["standing"]}:
            known = sizes_known(held, str(period), everybody=len(companies))
            for name, (least, most) in known.items():
                assert most - least + 1 >= 10, (name, least, most)


def test_with_bands_of_all_companies_and_both_ends_a_small_one_is_told():
    """Five companies of nineteen, one of seven: what was published before is enough."""
    sizes = {**{f"c{n}": 19 for n in range(5)}, "small": 7}
    parts = {name: ends(pooled_band(n)) for name, n in sizes.items()} | {"small": (0.0, 9.0)}
    total = ends(pooled_band(sum(sizes.values())))
    assert bounds_of_sizes(parts, total)["small"] == (5, 9)
    made = play([crowd(**sizes)], sizes)
    files = made.files[-1]
    known = sizes_known([files["member"], files["company-c0"]], "2026-W01", everybody=6)
    assert known["small"] == (0, 11)


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.sampled_from([(0.0, 9.0), (10.0, 19.0), (20.0, 49.0), (10.0, float("inf"))]),
        min_size=2,
    ),
    st.sampled_from([(0.0, float("inf")), (10.0, 19.0), (50.0, 99.0), (100.0, float("inf"))]),
)
def test_the_audit_in_the_build_bounds_as_the_adversary_does(parts, total):
    wanted = bounds_of_sizes(parts, total)
    assume(all(low <= high for low, high in wanted.values()))
    system = System(tuple(sorted(parts.items())), total)
    for name, span in wanted.items():
        assert system.bounds(name) == pytest.approx(span)


# (b) Differences over weeks -----------------------------------------------------------------------


@SOME
@given(consortia())
def test_what_is_shown_of_a_cell_changes_only_with_three_learners(worlds):
    """Values and whether there are any, between any two weeks in which something was released."""
    companies = companies_of(worlds)
    made = play(worlds, companies)
    for company in ["", *companies]:
        name = f"company-{company}" if company else "member"
        rows = [row for row in made.files[-1][name]["cell"]
                if row["company"] == company and not row["skill"]]  # fmt: skip
        released = [n for n, row in enumerate(rows) if row["status"] == "released"]
        for one, other in itertools.combinations(released, 2):
            differ = changed_people(made.worlds[one], made.worlds[other], company)
            assert len(differ) >= 3, (company, one, other)
        for n, (one, other) in enumerate(itertools.pairwise(rows)):
            if (one["status"] == "withheld") != (other["status"] == "withheld"):
                start = shown_since(made, company, n)
                differ = changed_people(made.worlds[start], made.worlds[n + 1], company)
                assert len(differ) >= 3, (company, start, n + 1)


def shown_since(made, company, place):
    """Return the week on which what a headline cell shows in another week rests."""
    cells = [c for c in made.cells if (c.company, c.skill) == (company, HEADLINE)]
    if cells[place].status == "withheld":
        # R4 alone keeps back what the rules refused last in an earlier week.
        return max(n for n, cell in enumerate(cells[: place + 1]) if cell.reason[:2] in REFUSALS)
    return next(n for n, cell in enumerate(cells) if cell.as_of == cells[place].as_of)


@SOME
@given(consortia(), st.data())
def test_who_knows_all_others_learns_nobodys_merit_from_two_weeks(worlds, data):
    """One or two do what they want in a quiet week: no file of any scope tells what."""
    companies, world = companies_of(worlds), worlds[0]
    quiet = play([world, world], companies).files[-1]
    changed = dict(world)
    for _ in range(data.draw(st.integers(1, 2))):
        who = data.draw(st.sampled_from(sorted(world)))
        changed[who] = replace(
            world[who], merit=data.draw(st.integers(0, 100)), active=data.draw(st.booleans())
        )
    loud = play([world, changed], companies).files[-1]
    for scope, file in quiet.items():
        for table in ("standing", "cell"):  # activity is of one week and has a rule of its own
            assert file[table] == loud[scope][table], scope


def test_without_the_rule_they_would():
    world = crowd(a=12, b=12, c=12)
    changed = {**world, 0: replace(world[0], merit=100), 1: replace(world[1], merit=100)}
    files = [play([world, after], "abc", NAIVE).files[-1] for after in (world, changed)]
    assert files[0]["member"]["cell"] != files[1]["member"]["cell"]


def test_without_the_rule_two_weeks_tell_a_newcomers_merit():
    world = {**team("a", [50] * 5 + [100] * 5), **team("b", [40] * 12, start=50)}
    after = {**world, 99: Someone("a", 100)}
    naive = play([world, after], ["a", "b"], NAIVE)
    rows = [r for r in naive.files[-1]["company-a"]["cell"] if r["company"] == "a" == r["company"]]
    row = next(r for r in rows if r["period"] == "2026-W02" and not r["skill"])
    assert merits_that_fit(after, 99, "a", [row]) == [100]
    ruled = play([world, after], ["a", "b"])
    row = next(
        r for r in ruled.files[-1]["company-a"]["cell"]
        if (r["company"], r["period"], r["skill"]) == ("a", "2026-W02", "")
    )  # fmt: skip
    assert row["status"] == "held"
    assert row["as_of"] == 200


def test_a_company_that_grows_by_one_is_not_told_by_its_first_figure():
    """The newcomer knows that one joined: 9 and then a figure would be "10"."""
    worlds = [crowd(a=n, b=12, c=12, d=12) for n in (8, 9, 10, 11, 12)]
    worlds = [{**w} for w in worlds]
    naive = play(worlds, "abcd", Rules(min_changed=0))
    ruled = play(worlds, "abcd")

    def statuses(made):
        return [r["status"] for r in made.files[-1]["member"]["standing"] if r["company"] == "a"]

    assert statuses(naive) == ["withheld", "withheld", *["released"] * 3]
    first = statuses(ruled).index("released") if "released" in statuses(ruled) else len(worlds)
    assert first >= 4


def test_standings_do_not_say_that_nobody_did_anything_at_another_company():
    world = crowd(a=14, b=14, c=14)
    quiet, loud = world, {n: replace(one, merit=99) if one.company == "b" else one
                          for n, one in world.items()}  # fmt: skip
    for made in (play([world, quiet], "abc"), play([world, loud], "abc")):
        rows = [r for r in made.files[-1]["company-a"]["standing"] if r["period"] == "2026-W02"]
        assert {(r["status"], r["as_of"], r["n_band"]) for r in rows} == {("released", 300, None)}


@SOME
@given(consortia(), st.integers(0, 5))
def test_a_week_that_was_published_never_says_anything_else_later(worlds, strict):
    """Files of all weeks together hold no more than the last: no second value of any week."""
    companies = companies_of(worlds)
    made = play(worlds, companies)
    stricter = play(worlds, companies)
    stricter.rules = Rules(min_learners=10 + strict)
    files = [*made.files, stricter.publish()]
    for scope in files[-1]:
        seen: dict[object, object] = {}
        for file in files:
            for row in file[scope]["cell"]:
                if row["status"] != "withheld":
                    key = (row["period"], row["company"], row["skill"])
                    assert seen.setdefault(key, row) == row


def test_a_company_without_learners_stands_among_the_withheld():
    made = play(
        [crowd(a=12, b=12, c=12, small=4), crowd(a=12, b=12, c=12)], ["a", "b", "c", "small"]
    )
    rows = [r for r in made.files[-1]["member"]["standing"] if r["company"] == "small"]
    assert [r["status"] for r in rows] == ["withheld", "withheld"]


# (b) Quarters, ranks and companies without a name -------------------------------------------------


@pytest.mark.parametrize("companies", [5, 6, 7])
def test_two_companies_that_compare_quarters_place_no_third(companies):
    for seen, values in places_by_quarters(companies, of_cells.quarter).items():
        assert max(values) - min(values) >= 10, (seen, values)


def test_with_quarters_of_four_companies_they_would(monkeypatch):
    monkeypatch.setattr(of_cells, "_MIN_COMPANIES", 4)
    monkeypatch.setattr(of_cells, "_CLAMP", (0, 100))
    found = places_by_quarters(4, of_cells.quarter)
    assert any(max(values) == min(values) for values in found.values())


def test_the_quarter_of_a_week_stays_when_another_company_is_hidden_later():
    made = play([crowd(a=14, b=13, c=12, d=11, e=10)], "abcde")
    before = quarters(made.publish())
    made.rules = Rules(min_learners=12)
    after = quarters(made.publish())
    assert len(before) == 5
    assert after.items() <= before.items()
    assert len(after) == 3


def quarters(files):
    return {
        (scope, row["skill"]): row["quarter"]
        for scope, file in files.items()
        for row in file["cell"]
        if row["company"] and row["quarter"] and not row["skill"]
    }


def standing(**choices):
    return [Company(id=name, name=NAMES, standing=choice) for name, choice in choices.items()]


def test_a_company_that_gives_up_its_name_is_not_known_again():
    names = {"a": "named", "b": "named", "c": "named", "d": "named"}
    unnamed = names | {"b": "unnamed", "c": "unnamed", "d": "unnamed"}
    merits = {"a": 50, "b": 20, "c": 60, "d": 90}
    world = {}
    for company, merit in merits.items():
        world |= team(company, [merit] * 12, start=len(world))
    made = play([world, world], standing(**names))
    before = made.files[-1]["member"]
    made.inputs = replace(made.inputs, companies=tuple(standing(**unnamed)))
    file = made.publish()["member"]
    assert {row["company"] for row in file["standing"]} == {"a"}
    # As it was before: all weeks under other names, which the old file gives away.
    relabelled = {
        "standing": tuple(
            {
                **row,
                "company": row["company"] if row["company"] == "a" else f"unnamed-{row['rank']}",
            }
            for row in before["standing"]
        )
    }
    assert set(known_again(before, relabelled).values()) == {"b", "c", "d"}
    # Values move slowly: next week each stood beside nearly the same value as with its name.
    for _ in range(13):
        assert not unnamed_rows(file)
        file = made.week(world)["member"]
    rows = unnamed_rows(file)
    assert {row["period"] for row in rows} == {"2026-W15"}
    assert len(rows) == 3
    assert known_again(before, file) == {}
    # And back: weeks without a name stay so.
    made.inputs = replace(made.inputs, companies=tuple(standing(**names)))
    shown = {(r["period"], r["company"]) for r in made.publish()["member"]["standing"]}
    assert ("2026-W15", "b") not in shown
    assert ("2026-W02", "b") in shown


def unnamed_rows(file):
    return [row for row in file["standing"] if str(row["company"]).startswith("unnamed-")]


@SOME
@given(st.lists(st.integers(0, 20).map(lambda n: 5 * n), min_size=3, max_size=6))
def test_rows_without_names_leave_every_company_three_values(merits):
    choices = {f"c{n}": "unnamed" for n in range(len(merits))}
    world = {}
    for company, merit in zip(choices, merits, strict=True):
        world |= team(company, [merit] * 12, start=len(world))
    rows = play([world], standing(**choices)).files[-1]["member"]["standing"]
    for own in range(len(merits)):
        # A company strikes its own row out; what is left may be anybody's.
        others = sorted(int(row["median"]) for row in rows)
        if others:
            others.remove(merits[own])
            assert max(others) - min(others) >= 15


# (c) Live parts against weekly ones ---------------------------------------------------------------


def test_an_answer_between_two_releases_moves_no_count_of_a_board(own_published):
    state = own_published
    before = {scope: live(state, scope) for scope in ("public", "member", "company-aoba-motors")}
    with Identity(state.state.identity, readonly=True) as identity:
        somebody = [p.learner_id for p in identity.people() if p.company_id == SMALL]
    for number, learner in enumerate(somebody[:2]):
        at = NOW - timedelta(minutes=5 + number)
        state.submit(learner, "toffoli-6cx", Outcome.ACCEPTED, at=at, cost=61)
    publish(state.state.path, catalog=state.catalog, now=LATER)
    for scope, values in before.items():
        assert live(state, scope) == values
    # The whole board of the administrator follows at once, so the test can see a change.
    admin = Board(scope_file(state.state.boards, "admin"))
    assert 61 in {row["cost"] for row in admin.entries("toffoli-6cx")}


def live(state, scope):
    """All that a file says of numbers of people."""
    board = Board(scope_file(state.state.boards, scope))
    names = [row["exercise_id"] for row in board.exercises()]
    return (
        {row["exercise_id"]: row["n_band"] for row in board.exercises()},
        [board.histogram(name) for name in names],
        [board.tries(name) for name in names],
        [board.cells(), board.standings(), board.activity(), board.stuck()],
        {key: board.meta[key] for key in ("learners", "companies", "watermark", "period")},
    )


@given(st.lists(st.integers(100, 9999), min_size=10, max_size=60, unique=True))
def test_the_worst_cost_is_not_an_end_of_a_bin(costs):
    ends_of = {end for one in merge_bins(costs, 10) for end in (one.low, one.high)}
    # Ends are the same for ten other worst costs at least.
    worst = max(costs)
    others = [cost for cost in costs if cost != worst]
    same = [
        cost for cost in range(worst - 20, worst + 21)
        if {e for b in merge_bins([*others, cost], 10) for e in (b.low, b.high)} == ends_of
    ]  # fmt: skip
    assert len(same) >= 10


def test_without_round_ends_the_worst_cost_was_the_last_end():
    costs = [100 + 7 * n for n in range(23)]
    exact = [(costs[0], costs[9]), (costs[10], costs[-1])]  # as bins were before
    assert exact[-1][1] == max(costs)
    assert merge_bins(costs, 10)[-1].high == 500


@pytest.mark.parametrize("company", [SMALL, "tsubame-logistics"])
def test_handles_beside_which_a_company_stands_never_give_it_away(own_published, company):
    """All six of the small company agree, or so many of another that fewer than ten are left."""
    state = own_published
    with Identity(state.state.identity) as identity:
        people = [p for p in identity.people() if p.company_id == company]
        for person in people:
            identity.decide(
                person.learner_id, "show-company", given=True, text_version="1", now=NOW
            )
    handles = {person.handle for person in people}
    publish(state.state.path, catalog=state.catalog, now=LATER)
    for path in board_files(state.state.boards):
        if path.stem not in ("admin", "people"):
            assert labelled(path, company) == set()
    everybody = labelled(state.state.boards / "admin.db", company)
    assert everybody <= handles
    assert len(everybody) > len(handles) / 2


def labelled(path, company):
    """Handles beside which a file names a company."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return {
            handle
            for table in ("entry", "leader", "record")
            for (handle,) in db.execute(
                f"SELECT handle FROM {table} WHERE company_id = ?", (company,)
            )
        }


def test_no_file_counts_the_verdicts(published):
    for path in board_files(published.state.boards):
        if path.stem not in ("admin", "people"):
            assert Board(path).meta["watermark"] == "", path.stem


# All of it on the files of a whole consortium, and the audit that refuses to publish --------------


def test_the_files_of_a_whole_consortium_tell_no_size(published):
    boards = {
        path.stem: Board(path)
        for path in board_files(published.state.boards)
        if path.stem not in ("admin", "people")
    }
    files = {
        name: {"standing": renamed(board.standings()), "cell": renamed(board.cells()),
               "activity": board.activity()}
        for name, board in boards.items()
    }  # fmt: skip
    periods = {row["period"] for row in files["member"]["standing"]}
    for pair in itertools.combinations(sorted(COMPANIES), 2):
        held = [files["member"], *(files[f"company-{company}"] for company in pair)]
        for period in sorted(periods)[-2:]:
            known = sizes_known(held, period, everybody=len(COMPANIES))
            assert all(most - least + 1 >= 10 for least, most in known.values()), (pair, known)
            assert known[SMALL] == (0, 11)


def renamed(rows):
    return [{**row, "company": row["company_id"], "skill": row.get("skill_id")} for row in rows]


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE standing SET n_band = '10-19' WHERE status <> 'withheld'"], "size or pause"),
        (["UPDATE standing SET status = 'held' WHERE rank = 1"], "size or pause"),
        (["UPDATE cell SET n_band = '50-99' WHERE n_band = '50+'"], "upper end"),
        (
            ["UPDATE cell SET enrolled_band = '20-49' WHERE skill_id = '' AND median > 0"],
            "upper end",
        ),
        (["UPDATE meta SET value = '4711' WHERE key = 'watermark'"], "how many rows"),
        (
            [
                "UPDATE standing SET n_band = '10-19' WHERE status <> 'withheld'",
                "UPDATE cell SET n_band = '140+' WHERE company_id = '' AND skill_id = ''",
            ],
            "kumo-device: 7 to 11 learners can be told",
        ),
    ],
)
def test_a_file_that_tells_a_count_is_not_published(own_published, statements, fault):
    path = scope_file(own_published.state.boards, "member")
    check_board(path, Scope("member"), 10)
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)
    with pytest.raises(BoardInvalid, match=fault):
        check_board(path, Scope("member"), 10)
