"""Records of open challenges, from plain values."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leaderboard.ranking import Result
from leaderboard.records import Company, Exercise, Formula, Inputs, Names, Person, Submission, Track
from leaderboard.tracks import challenges

TEXT = Names(en="Adder", ja="加算器")
ADDER = Exercise(
    id="track-adder",
    version=1,
    title=TEXT,
    level="B2",
    checker="unitary",
    skills=("synthesis",),
    max_points=10_000,
    formula="nisq-v1",
    direction="min",
    par=50,
    best=40,
    track=Track("target-independent", "a suite"),
)
PEOPLE = (
    Person(learner="l-1", handle="qubit-1", company="named", show_company=True),
    Person(learner="l-2", handle="qubit-2", company="named", show_company=False),
    Person(learner="l-3", handle="qubit-3", company="shy", show_company=True),
)
COMPANIES = (
    Company(id="named", name=Names(en="Named", ja="名あり")),
    Company(id="shy", name=Names(en="Shy", ja="名なし"), standing="unnamed"),
)


def submission(number: int, learner: str, cost: int | None, *, accepted=True) -> Submission:
    result = Result(
        id=number, learner=learner, exercise=ADDER.id, accepted=accepted, points=9000, cost=cost,
        submitted_at=1000 + number,
    )  # fmt: skip
    return Submission(
        result=result, outcome="AC" if accepted else "LE", max_points=10_000, merit=0, metrics={},
        reason_key="accepted", reason=TEXT, course="open", assignment="open", language="en",
        judged_at=2000, judge_version="2", method="operator", isolation_level=4, cause="graded",
        demo=False,
    )  # fmt: skip


def inputs(*submissions: Submission, direction: str = "min") -> Inputs:
    return Inputs(
        consortium=TEXT, host=TEXT, companies=COMPANIES, people=PEOPLE,
        exercises=(replace(ADDER, direction=direction), replace(ADDER, id="other", track=None)),
        courses=(), formulas=(Formula(id="nisq-v1", scale=1, decimals=0),), baselines=(),
        submissions=submissions,
    )  # fmt: skip


def test_a_challenge_that_nobody_solved_has_no_records():
    (challenge,) = challenges(inputs(submission(1, "l-1", 60, accepted=False)))
    assert challenge.records == ()


def test_only_a_cheaper_accepted_circuit_is_a_new_record():
    (found,) = challenges(
        inputs(
            submission(4, "l-3", 45),
            submission(1, "l-1", 50),
            submission(2, "l-2", 50),
            submission(3, "l-2", 30, accepted=False),
            submission(5, "l-1", 47),
        )
    )
    assert [(r.cost, r.handle, r.attained_at, r.beaten_at) for r in found.records] == [
        (50, "qubit-1", 1001, 1004),
        (45, "qubit-3", 1004, None),
    ]


def test_a_company_is_named_only_where_learner_and_company_agree():
    (found,) = challenges(
        inputs(
            submission(1, "l-2", 60),
            submission(2, "l-1", 50),
            submission(3, "l-3", 40),
        )
    )
    assert [r.company and r.company.en for r in found.records] == [None, "Named", None]


@given(st.lists(st.integers(1, 50), min_size=1), st.sampled_from(["min", "max"]))
def test_the_last_record_is_the_best_cost_of_all(costs, direction):
    made = [submission(n, "l-1", cost) for n, cost in enumerate(costs, 1)]
    (found,) = challenges(inputs(*made, direction=direction))
    reached = [record.cost for record in found.records]
    assert reached[0] == costs[0]
    assert reached[-1] == (min(costs) if direction == "min" else max(costs))
    assert len(set(reached)) == len(reached)
    assert reached == sorted(reached, reverse=direction == "min")
