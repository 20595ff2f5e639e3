import pytest

from grader.errors import ConfigError
from grader.jupyter.lesson import notebook_of, read_lesson
from tests.classroom import write_content

HEAD = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""


@pytest.fixture
def catalog(tmp_path):
    return write_content(tmp_path)


@pytest.fixture
def lesson(catalog):
    (assignment,) = catalog.course("tiny").assignments
    return read_lesson(assignment.source, assignment.exercises)


def sources(notebook):
    return [cell["source"] for cell in notebook["cells"]]


def test_each_language_has_its_text_and_the_same_graded_cells(lesson, catalog):
    english, japanese = (notebook_of(lesson, lang, catalog.exercise) for lang in ("en", "ja"))
    assert sources(english)[0].startswith("# First steps")
    assert sources(japanese)[0] == "# はじめの一歩"
    graded = [
        [cell["metadata"]["nbgrader"]["grade_id"] for cell in one["cells"] if cell["metadata"]]
        for one in (english, japanese)
    ]
    assert graded[0] == graded[1]
    assert graded[0][:3] == ["pair-statement", "pair-solution", "pair"]


def test_an_exercise_becomes_statement_solution_and_grade_cell(lesson, catalog):
    statement, solution, grade = notebook_of(lesson, "ja", catalog.exercise)["cells"][2:5]
    assert statement["source"].startswith(
        "### 演習：pairを作る（10点）\n\npairを準備してください。"
    )
    assert "### BEGIN SOLUTION\nanswer.h(0)" in solution["source"]
    assert grade["source"] == 'check("pair", answer)'
    assert grade["metadata"]["nbgrader"] == {
        "schema_version": 3,
        "grade_id": "pair",
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "points": 10,
    }


def test_a_starter_speaks_the_language_of_its_notebook(lesson, catalog):
    path = catalog.exercise("pair").folder / "exercise.py"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"# en: Try h.\n# ja: hを使いましょう。\n# h = 1\n{before}", encoding="utf-8")
    starters = [
        notebook_of(lesson, language, catalog.exercise)["cells"][3]["source"]
        for language in ("en", "ja")
    ]
    assert starters[0].startswith("# Try h.\n# h = 1\n")
    assert starters[1].startswith("# hを使いましょう。\n# h = 1\n")


def test_two_builds_give_the_same_notebook(lesson, catalog):
    first, second = (notebook_of(lesson, "en", catalog.exercise) for _ in range(2))
    assert first == second
    ids = [cell["id"] for cell in first["cells"]]
    assert len(set(ids)) == len(ids)


def test_the_code_of_a_figure_is_folded_away(catalog, tmp_path):
    path = tmp_path / "lesson.md"
    cell = "```{code-cell} ipython3\n:tags: [figure]\n\ndraw()\n```\n"
    path.write_text(f"{HEAD}\n{cell}", encoding="utf-8")
    (found,) = notebook_of(read_lesson(path, ()), "en", catalog.exercise)["cells"]
    assert found["metadata"] == {"tags": ["figure"], "jupyter": {"source_hidden": True}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("words without language\n", "text without language"),
        ('+++ {"lang": "fr"}\n\nmots\n', "text without language"),
        ("```{code-cell} ipython3\n:exercise: pair\nx = 1\n```\n", "code cell without text"),
        ("```{code-cell} ipython3\n:lang: en\n:exercise: pair\n```\n", "remove lang"),
        ("```{code-cell} ipython3\n:exercize: pair\n```\n", "unknown option 'exercize'"),
        ("```{code-cell} ipython3\n:exercise: flip\n```\n", "course.toml lists pair"),
        ("```{code-cell} ipython3\n:lang: fr\nx = 1\n```\n", "lang is 'fr'"),
    ],
)
def test_a_fault_names_file_cell_and_fix(tmp_path, text, fault):
    path = tmp_path / "course" / "lesson.md"
    path.parent.mkdir()
    path.write_text(HEAD + "\n" + text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"course/lesson\.md") as caught:
        read_lesson(path, ("pair",))
    assert fault in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path):
    path = tmp_path / "lesson.md"
    path.write_text(
        HEAD + "\nno language\n\n```{code-cell} ipython3\n:a: 1\n```\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        read_lesson(path, ())
    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_lesson_is_told(tmp_path):
    with pytest.raises(ConfigError, match="missing"):
        read_lesson(tmp_path / "lesson.md", ())
