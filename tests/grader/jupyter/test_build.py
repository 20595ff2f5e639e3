import json
import shutil

import pytest

from grader.catalog import Catalog
from grader.errors import ConfigError
from grader.jupyter.build import build_course, write_sources
from grader.jupyter.config import CourseFolder
from grader.jupyter.process import NbgraderFailed
from tests.classroom import cell_of, write_content

NAMES = ("first-en", "first-ja")


def build(classroom, **options):
    return build_course(
        classroom.course, classroom.catalog, classroom.folder, nbgrader=classroom.nbgrader, **options
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


def test_nbgraders_refusal_names_course_and_cause(classroom, tmp_path):
    shutil.copytree(classroom.catalog.root, tmp_path / "content")
    catalog = Catalog(tmp_path / "content")
    toml = tmp_path / "content" / "exercises" / "flip" / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("points = 5", "points = -5"))
    with pytest.raises((ConfigError, Exception), match="points"):
        build_course(
            catalog.course("tiny"), catalog, CourseFolder.below(tmp_path / "s", "tiny"),
            nbgrader=classroom.nbgrader,
        )  # fmt: skip
    with pytest.raises(NbgraderFailed, match="nbgrader_config"):
        list(classroom.nbgrader.request("build", root=str(tmp_path), assignments=["first-en"]))
    # A failed request leaves the process usable.
    assert build(classroom).unchanged == NAMES
