"""The card of a verdict, for every formula and direction, and practice of exercises on values."""

import json
import runpy
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.exercise import FORMULAS, AnswerSpec, Basis, Exercise, Score, Text
from grader.judge.scoring import UNITS, in_units, points_of
from grader.limits import Limits
from grader.practice import feedback_of, judge_public, pack_for
from grader.verdict import Outcome, Reason, Verdict

CATALOG = Catalog(Path(__file__).resolve().parents[3])
RANKED = [formula for formula in FORMULAS if formula != "none"]


def card_of(formula, direction, language, reach):
    """Return the card of an accepted answer whose cost reaches nothing, par or best."""
    par, best = (0.5, 0.25) if direction == "min" else (0.25, 0.5)
    if UNITS[formula] == 1:
        par, best = 100 * par, 100 * best
    worse = 2 * par if direction == "min" else par / 2
    score = Score(points=10, formula=formula, direction=direction, par=par, best=best)
    cost = in_units(formula, {"right": worse, "par": par, "best": best}[reach])
    exercise = Exercise(
        id="x", version=1, checker="value", skills=("qml",), level="B1",
        title=Text(en="t", ja="t"), answer=AnswerSpec(kind="number"), limits=Limits(),
        basis=Basis(), score=score,
    )  # fmt: skip
    points = points_of(score, Outcome.ACCEPTED, cost=cost)
    verdict = Verdict(
        exercise="x", version=1, outcome=Outcome.ACCEPTED, reason=Reason(key="accepted"),
        points=points, max_points=10_000, cost=cost, merit=50.0,
    )  # fmt: skip
    return feedback_of(verdict, exercise, language)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("direction", ["min", "max"])
@pytest.mark.parametrize("formula", RANKED)
def test_the_card_counts_the_steps_that_are_reached(formula, direction, language):
    for count, reach in enumerate(("right", "par", "best"), start=1):
        card = card_of(formula, direction, language, reach)
        assert [step.reached for step in card.steps] == [True] * count + [False] * (3 - count)
        (row,) = card.measured
        assert row.par
        assert row.best
        assert row.yours in card.text()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("formula", RANKED)
def test_formulas_and_their_directions_are_named_apart(formula, language):
    names = {
        direction: card_of(formula, direction, language, "par").measured[0].name
        for direction in ("min", "max")
    }
    assert (names["min"] != names["max"]) == (formula == "objective-v1")
    others = {card_of(other, "min", language, "par").measured[0].name for other in RANKED}
    assert len(others) == len(RANKED)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "points", "said"),
    [
        ("w-state-n", 20, "49"),
        ("surface-d3-decoder", 36, "0.0591"),
        ("maxcut-8-angles", 30, ""),
        ("qwc-groups", 30, ""),
        ("mgr-memo", 10, ""),
    ],
)
def test_the_reference_solutions_of_value_exercises_pass_practice(name, points, said, capsys):
    exercise = CATALOG.exercise(name)
    row = json.loads(json.dumps(pack_for([exercise], "en")))["exercises"][name]
    answer = runpy.run_path(str(exercise.folder / "exercise.py"))["answer"]
    card = judge_public(row, answer, language="en")
    capsys.readouterr()
    assert card.points == points, card.text()
    assert said in card.text()
    assert (card.tone == "info") == (exercise.practice == "form")


def test_practice_of_a_text_says_how_long_it_is():
    exercise = CATALOG.exercise("mgr-memo")
    row = json.loads(json.dumps(pack_for([exercise], "ja")))["exercises"]["mgr-memo"]
    card = judge_public(row, "短いメモです。", language="ja")
    assert (card.tone, card.points) == ("form", 0)
    assert "7文字" in card.text()
