"""The plan of the demo consortium: big enough, the same each time, and nobody real in it."""

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from grader.catalog import Catalog
from grader.consortium import load_consortium
from grader.demo import TEMPLATE, YOU, PlannedSubmission, Population, population
from grader.demo.notebooks import write
from grader.demo.plan import WEEKS
from grader.demo.rewrites import rewrites
from grader.errors import NotebookInvalid
from grader.jupyter.lesson import notebook_of, read_lesson
from grader.notebook import read_notebook

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
BOARDS = ("bell-pair", "toffoli-6cx", "ghz-12-kawasaki", "h2-vqe")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.default()


@pytest.fixture(scope="module")
def demo(catalog: Catalog) -> Population:
    return population(1, now=NOW, catalog=catalog)


@pytest.fixture(scope="module")
def released(catalog: Catalog) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
    """The lessons as nbgrader releases them, but for the cleared solutions."""
    found = {}
    for course in catalog.courses():
        for lesson in course.assignments:
            text = read_lesson(lesson.source, lesson.exercises)
            for language in ("en", "ja"):
                notebook = notebook_of(text, language, catalog.exercise)
                found[course.id, lesson.id, language] = notebook
    return found


def grade_ids(notebook: Mapping[str, Any]) -> list[str]:
    found = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in notebook["cells"]]
    return [name for name in found if name]


def test_same_seed_and_week_give_the_same_plan(demo: Population, catalog: Catalog) -> None:
    again = population(1, now=NOW + timedelta(days=2), catalog=catalog)
    assert again == demo


def test_another_seed_gives_other_people(demo: Population, catalog: Catalog) -> None:
    other = population(2, now=NOW, catalog=catalog)
    assert {one.handle for one in other.people}.isdisjoint(one.handle for one in demo.people)


def test_there_are_enough_companies_people_and_notebooks(demo: Population) -> None:
    assert len(demo.companies) == 9
    assert len(demo.people) - 1 >= 168
    assert 420 <= len(demo.plan) <= 800
    active = Counter(company_of(demo)[learner] for learner in {one.learner for one in demo.plan})
    sizes = sorted(active.values())
    assert sizes[0] < 10 <= sizes[1] < 20
    assert all(size >= 20 for size in sizes[2:])
    assert set(active) == {company.id for company in demo.companies}


def test_in_large_companies_enough_people_take_each_assignment(demo: Population) -> None:
    takers: dict[tuple[str, str], set[str]] = defaultdict(set)
    companies = company_of(demo)
    sizes = Counter(companies.values())
    for one in demo.plan:
        if one.course != "open":  # challenges are for the ablest
            takers[companies[one.learner], one.assignment].add(one.learner)
    counts = [len(who) for (company, _), who in takers.items() if sizes[company] >= 20]
    assert len(counts) == 7 * 4
    assert min(counts) >= 10


def test_some_of_the_ablest_take_up_the_open_challenges_in_the_last_weeks(demo: Population) -> None:
    plan = [one for one in demo.plan if one.course == "open"]
    assert 8 <= len({one.learner for one in plan}) <= 12
    assert min(one.at for one in plan) > max(one.at for one in demo.plan) - timedelta(weeks=5)


def test_many_learners_try_more_than_once_and_numbers_follow_time(demo: Population) -> None:
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in demo.plan:
        numbers[one.learner, one.assignment].append(one.number)
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert max(map(len, numbers.values())) <= 3
    assert sum(len(found) > 1 for found in numbers.values()) >= 80


def test_submissions_fill_the_closed_weeks_and_no_other_time(demo: Population) -> None:
    times = [one.at for one in demo.plan]
    assert times == sorted(times)
    assert {moment.tzinfo for moment in times} == {UTC}
    this_week = datetime(2026, 11, 23, tzinfo=TOKYO)
    assert this_week - timedelta(weeks=WEEKS) <= times[0]
    assert times[-1] < this_week
    weeks = Counter(moment.astimezone(TOKYO).isocalendar()[:2] for moment in times)
    assert len(weeks) >= WEEKS - 1
    assert len({one.at for one in demo.plan}) > len(demo.plan) * 0.9


def test_the_person_at_the_screen_has_handed_in_nothing(demo: Population) -> None:
    assert demo.people[0].learner_id == YOU
    assert all(one.learner != YOU for one in demo.plan)


def test_nobody_in_the_demo_has_a_name(demo: Population) -> None:
    for person in demo.people:
        assert re.fullmatch(r"qubit-[0-9a-f]{6}", person.handle)
        assert re.fullmatch(r"l-\d{6}", person.learner_id)
        assert person.display_name is None
        assert not person.show_name
    assert len({person.handle for person in demo.people}) == len(demo.people)


def test_the_file_says_that_everything_in_it_is_fictional() -> None:
    consortium = load_consortium(TEMPLATE)
    assert "fictional" in consortium.name.en
    assert "架空" in consortium.name.ja
    assert "Everything here is fictional" in TEMPLATE.read_text(encoding="utf-8")
    assert len({company.colour for company in consortium.companies}) == 9


@pytest.mark.parametrize("exercise", BOARDS)
def test_right_answers_come_in_many_forms_that_parse(exercise: str) -> None:
    codes = rewrites(exercise)
    assert len(codes) == len(set(codes)) >= 20
    for code in codes:
        assert "answer" in {
            name.id for name in ast.walk(ast.parse(code)) if isinstance(name, ast.Name)
        }


def test_planned_answers_stand_in_the_solution_cells_and_nowhere_else(
    demo: Population, released: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> None:
    for one in [one for one in demo.plan if not one.twist][::9]:
        before = released[one.course, one.assignment, one.language]
        after = json.loads(write(one, before))
        assert grade_ids(after) == grade_ids(before)
        old = dict(zip_graded(before))
        for name, cell in zip_graded(after):
            code = one.answers.get(name.removesuffix("-solution"))
            if name.endswith("-solution") and code is not None:
                assert cell["source"].endswith(f"\n{code}\n")
            else:
                assert cell == old[name]


def test_tidy_notebooks_keep_imports_text_and_exercises(
    demo: Population, released: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> None:
    one = next(one for one in demo.plan if one.tidy and one.assignment == "tour" and not one.twist)
    before = released[one.course, one.assignment, one.language]
    after = json.loads(write(one, before))
    code = [cell for cell in after["cells"] if cell["cell_type"] == "code"]
    assert "import" in code[0]["source"]
    assert len(code) == 1 + 2 * len(one.answers)
    texts = [cell for cell in before["cells"] if cell["cell_type"] == "markdown"]
    assert [cell for cell in after["cells"] if cell["cell_type"] == "markdown"] == texts


def test_no_two_notebooks_are_the_same(
    demo: Population, released: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> None:
    answered = [one for one in demo.plan if any(one.answers.values())]
    files = {write(one, released[one.course, one.assignment, one.language]) for one in answered}
    assert len(files) > 0.97 * len(answered)


def test_releasing_is_not_disturbed_by_writing(
    demo: Population, released: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> None:
    one = next(one for one in demo.plan if one.twist == "forged-outputs")
    before = released[one.course, one.assignment, one.language]
    copy = json.dumps(before)
    write(one, before)
    assert json.dumps(before) == copy


@pytest.mark.parametrize(
    ("twist", "most"),
    [
        ("endless", 4), ("endless-call", 3), ("syntax-error", 9), ("forged-outputs", 9),
        ("no-grade-cell", 9), ("no-cells", 9), ("flood", 4), ("truncated", 2),
    ],
)  # fmt: skip
def test_some_notebooks_are_odd_but_few(
    demo: Population,
    released: Mapping[tuple[str, str, str], Mapping[str, Any]],
    twist: str,
    most: int,
) -> None:
    odd = [one for one in demo.plan if one.twist == twist]
    assert 1 <= len(odd) <= most
    for one in odd:
        data = write(one, released[one.course, one.assignment, one.language])
        assert _shows(twist, one, data)


def _shows(twist: str, one: PlannedSubmission, data: bytes) -> bool:
    if twist == "truncated":
        with pytest.raises(NotebookInvalid):
            read_notebook(data)
        return True
    cells = read_notebook(data).cells
    left = {cell.grade_id for cell in cells}
    if twist in ("no-grade-cell", "no-cells"):
        return not set(one.answers) <= left
    solutions = [cell.source for cell in cells if cell.grade_id.endswith("-solution")]
    if twist == "syntax-error":
        with pytest.raises(SyntaxError):
            ast.parse(solutions[0])
        return True
    if twist == "forged-outputs":
        return b"10 / 10 points" in data
    sign = {"endless": "while", "endless-call": "sleep|while", "flood": "300_000"}[twist]
    return any(re.search(sign, source) for source in solutions)


def company_of(demo: Population) -> dict[str, str]:
    return {person.learner_id: person.company_id for person in demo.people}


def zip_graded(notebook: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    cells = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    return [(cell["metadata"]["nbgrader"]["grade_id"], cell) for cell in cells]
