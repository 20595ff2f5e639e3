"""Content is found by id; a course.toml that is not valid is named with file, key and fix."""

from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.errors import ConfigError, ExerciseNotFound
from grader.exercise import Text

ROOT = Path(__file__).parents[2]
COURSE = """
id = "c9"
level = "B1"
title = { en = "Ninth", ja = "第九" }
needs = ["c0"]
required = ["bell-pair"]

[[assignment]]
id = "first"
title = { en = "First", ja = "最初" }
exercises = ["bell-pair", "bit-order"]
"""


def catalog(root: Path, text: str) -> Catalog:
    folder = root / "courses" / "c9"
    folder.mkdir(parents=True)
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return Catalog(root)


def faults(root: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        catalog(root, text).courses()
    return str(caught.value).splitlines()


def test_all_exercises_and_courses_load_and_fit_together():
    content = Catalog(ROOT)
    ids = {exercise.id for exercise in content.exercises()}
    taught = {name for course in content.courses() for name in course.exercises}
    assert taught == ids
    for course in content.courses():
        assert set(course.required) <= set(course.exercises)
        for lesson in course.assignments:
            assert lesson.source.is_file()


def test_an_unknown_exercise_lists_the_known_ones():
    with pytest.raises(ExerciseNotFound, match="bell-pair"):
        Catalog(ROOT).exercise("bell")


def test_an_unknown_course_lists_the_known_ones(tmp_path):
    with pytest.raises(ConfigError, match="no course 'c8'; known: c9"):
        catalog(tmp_path, COURSE).course("c8")


def test_a_course_holds_what_its_file_says(tmp_path):
    course = catalog(tmp_path, COURSE).course("c9")
    assert (course.title, course.level) == (Text(en="Ninth", ja="第九"), "B1")
    assert course.required == ("bell-pair",)
    (lesson,) = course.assignments
    assert lesson.exercises == course.exercises == ("bell-pair", "bit-order")
    assert lesson.source == tmp_path / "courses" / "c9" / "first.md"


def test_all_exercises_are_required_unless_the_course_says_which(tmp_path):
    text = COURSE.replace('required = ["bell-pair"]\n', "").replace('needs = ["c0"]\n', "")
    assert catalog(tmp_path, text).course("c9").required == ("bell-pair", "bit-order")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "c9"', 'id = "c8"', "id: is 'c8'; must be the folder's name in kebab-case: 'c9'"),
        ('level = "B1"\n', "", "level: missing; add it"),
        ('level = "B1"', "level = 1", "level: is 1; give a str"),
        ('title = { en = "Ninth", ', "title = { ", "title: is {'ja': '第九'}; give { en = "),
        ("required =", "require =", "require: unknown key; remove it or use one of id, level,"),
        ('needs = ["c0"]', 'needs = "c0"', "needs: is 'c0'; give a list of strings"),
        ('["bell-pair"]', "[1]", "required: is [1]; give a list of strings"),
        ("[[assignment]]", "[assignment]", "write each lesson as a block [[assignment]]"),
        ('id = "first"', 'id = "../x"', "assignment[0].id: is '../x'; give a word in kebab-case"),
        ('en = "First"', "en = 1", "assignment[0].title: is {'en': 1, 'ja': '最初'}; give { en ="),
        ("exercises =", "exercise =", "assignment[0].exercises: missing; give a list of strings"),
        ("exercises =", "exercise =", "assignment[0].exercise: unknown key; remove it"),
    ],
)
def test_a_fault_in_a_course_names_file_key_and_fix(tmp_path, old, new, fault):
    assert COURSE.count(old) == 1
    found = faults(tmp_path, COURSE.replace(old, new))
    assert all(line.startswith("c9/course.toml: ") for line in found)
    assert any(fault in line for line in found), found


def test_all_faults_of_a_course_are_listed_at_once(tmp_path):
    keys = [line.split(": ")[1] for line in faults(tmp_path, 'id = "c9"\ncolour = 1\n')]
    assert keys == ["colour", "assignment", "title", "level"]


@pytest.mark.parametrize("data", [b"id = ", b'id = "\xff"'])
def test_a_course_file_that_is_not_toml_is_named(tmp_path, data):
    content = catalog(tmp_path, "")
    (tmp_path / "courses" / "c9" / "course.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=r"^c9/course\.toml: not TOML: "):
        content.courses()
