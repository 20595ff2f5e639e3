import json
import shutil

import pytest

from grader.catalog import Catalog
from grader.jupyter.build import build_course, write_sources
from grader.jupyter.config import CourseFolder
from grader.jupyter.process import NbgraderFailed
from tests.classroom import cell_of, write_content

NAMES = ("first-en", "first-ja")


def build(classroom, **options):
    return build_course(
        classroom.course,
        classroom.catalog,
        classroom.folder,
        nbgrader=classroom.nbgrader,
        **options,
    )


def test_a_build_releases_every_language(classroom):
    assert classroom.built.released == NAMES
    for name in NAMES:
        outbound = classroom.folder.exchange / "tiny" / "outbound" / name
        assert sorted(path.name for path in outbound.iterdir()) == ["first.ipynb", "practice.json"]


def test_a_second_build_finds_nothing_to_do(classroom):
    built = build(classroom)
    assert built.released == ()
    assert built.unchanged == NAMES


def test_what_learners_get_holds_no_solution(classroom):
    outbound = classroom.folder.exchange / "tiny" / "outbound"
    for path in outbound.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "answer.h(0)" not in text
            assert "SOLUTION" not in text


def test_the_starter_says_in_its_language_what_to_do_and_raises(classroom):
    for language, words in (("en", "# YOUR CODE HERE"), ("ja", "# ここにコードを書いてください")):
        starter = cell_of(classroom.released(language), "pair-solution")["source"]
        text = "".join(starter)
        assert words in text
        assert text.rstrip().endswith("raise NotImplementedError()")


def test_the_practice_pack_is_of_the_notebooks_language(classroom):
    for language in ("en", "ja"):
        path = classroom.folder.release(f"first-{language}") / "practice.json"
        pack = json.loads(path.read_text(encoding="utf-8"))
        assert pack["language"] == language
        assert set(pack["exercises"]) == {"pair", "flip"}


def test_a_lost_release_is_made_again(classroom):
    shutil.rmtree(classroom.folder.exchange / "tiny" / "outbound" / "first-ja")
    assert build(classroom).released == ("first-ja",)
    assert (classroom.folder.exchange / "tiny" / "outbound" / "first-ja" / "first.ipynb").is_file()


def test_changed_text_is_noticed_and_only_that(tmp_path):
    catalog = write_content(tmp_path / "content")
    (lesson,) = catalog.course("tiny").assignments
    folder = CourseFolder.below(tmp_path / "state", "tiny")
    folder.write()
    assert write_sources(lesson, catalog, folder) == list(NAMES)
    before = {name: (folder.source(name) / "first.ipynb").read_bytes() for name in NAMES}
    text = lesson.source.read_text(encoding="utf-8")
    lesson.source.write_text(text.replace("はじめの一歩", "最初の一歩"), encoding="utf-8")
    write_sources(lesson, catalog, folder)
    after = {name: (folder.source(name) / "first.ipynb").read_bytes() for name in NAMES}
    assert after["first-en"] == before["first-en"]
    assert "最初の一歩".encode() in after["first-ja"]


def test_a_failed_request_names_the_cause_and_leaves_the_process_usable(classroom, tmp_path):
    with pytest.raises(NbgraderFailed, match="nbgrader_config"):
        list(classroom.nbgrader.request("build", root=str(tmp_path), assignments=["first-en"]))
    assert build(classroom).unchanged == NAMES


def test_cells_cannot_be_added_under_submissions_that_exist(classroom, tmp_path):
    classroom.hand_in(learner := classroom.learner())
    classroom.record(learner)
    shutil.copytree(classroom.catalog.root, tmp_path / "content")
    lesson = tmp_path / "content" / "courses" / "tiny" / "first.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("```{code-cell} ipython3\n:exercise: flip\n```", ""), "utf-8")
    course = lesson.with_name("course.toml")
    course.write_text(course.read_text(encoding="utf-8").replace(', "flip"', ""), encoding="utf-8")
    catalog = Catalog(tmp_path / "content")
    with pytest.raises(NbgraderFailed, match=r"first-en: .*submissions"):
        build_course(catalog.course("tiny"), catalog, classroom.folder, nbgrader=classroom.nbgrader)
    assert build(classroom).released == NAMES
    assert classroom.grades(learner).keys() == {"pair", "flip"}
