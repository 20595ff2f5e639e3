"""What the loader cannot see: texts that agree with the figures, starters that can be started."""

import ast
import re

import numpy as np
import pytest
from qiskit.quantum_info import Statevector

from grader.exercise import Exercise
from tests.content import CATALOG, SOLUTION, judge_of

EXERCISES = [CATALOG.exercise(name) for name in CATALOG.exercise_ids()]
LANGUAGES = ("en", "ja")

each = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)


def released(exercise: Exercise) -> str:
    """Return the starter as learners get it."""
    return SOLUTION.sub(r"\1raise NotImplementedError()", exercise.source())


def right_folder(exercise: Exercise) -> str:
    """Return the folder of right submissions; what is marked by hand stays undecided."""
    return "inconclusive" if exercise.checker == "text" else "accepted"


@each
def test_there_are_three_hints_in_both_languages(exercise):
    assert len(exercise.hints) == 3
    assert all(hint.en.replace("⊕", "").isascii() and hint.en for hint in exercise.hints)
    assert not any(hint.ja.isascii() for hint in exercise.hints)


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_names_points_limits_par_and_best(exercise, language):
    text = exercise.statement(language)
    score, limits = exercise.score, exercise.limits.of_metrics()
    wanted = [score.points, score.par, score.best]
    if exercise.checker not in ("function", "queries"):  # whose limits may depend on the input
        wanted += [value for name, value in limits.items() if name != "qubits"]
    for figure in wanted:
        if figure is not None:
            assert re.search(rf"(?<![\d.]){re.escape(f'{figure:.10g}')}(?!\d)", text), figure


@each
def test_the_statement_leaves_the_heading_to_the_builder(exercise):
    assert not any(
        line.startswith("#") for lang in LANGUAGES for line in exercise.statement(lang).split("\n")
    )


@each
def test_the_starter_is_unanswered_and_keeps_the_rest(exercise):
    starter = released(exercise)
    assert "NotImplementedError" in starter
    assert "SOLUTION" not in starter
    assert len(ast.parse(starter).body) >= 2


@each
def test_the_first_accepted_submission_is_the_reference_solution(exercise):
    name = f"{right_folder(exercise)}/reference"
    reference = next(own for own in exercise.submissions() if own.name == name)
    text = reference.path.read_text(encoding="utf-8")
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(exercise.source()))


@each
def test_own_submissions_cover_what_learners_do(exercise):
    owned = [own.outcome.folder for own in exercise.submissions()]
    right = owned.count(right_folder(exercise))
    assert right >= 3
    assert len(owned) - right >= 5
    wrong = set() if exercise.checker == "text" else {"wrong_answer"}
    assert {"form_error", "not_answered"} | wrong <= set(owned)


@pytest.fixture
def labels():
    judge = judge_of("basis-states-fn")
    return lambda seed: [case.args[0] for case in judge.cases(np.random.default_rng(seed))]


@pytest.mark.parametrize("seed", range(20))
def test_hidden_labels_cover_lengths_characters_and_orders(labels, seed):
    drawn = labels(seed)
    lopsided = [label for label in drawn if label != label[::-1]]
    assert len(drawn) == 24
    assert all(sum(len(label) == n for label in drawn) >= 2 for n in range(1, 9))
    assert set("".join(drawn)) == set("01+-rl")
    assert len(lopsided) >= 6
    assert sum(len(label) > 4 for label in lopsided) >= len(lopsided) / 3


@pytest.mark.parametrize("seed", range(5))
def test_each_known_mistake_fails_on_every_draw_of_labels(labels, seed):
    mistakes = {
        "order": lambda label: label[::-1],
        "r and l": lambda label: label.translate(str.maketrans("rl", "lr")),
        "phase of minus": lambda label: label.replace("-", "+"),
        "four at most": lambda label: label[-4:].rjust(len(label), "0"),
    }
    for name, mistake in mistakes.items():
        fidelities = [
            abs(Statevector.from_label(label).inner(Statevector.from_label(mistake(label)))) ** 2
            for label in labels(seed)
        ]
        assert min(fidelities) < 0.9, name
