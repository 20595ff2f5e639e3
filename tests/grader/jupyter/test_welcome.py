from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.jupyter.welcome import NAME, write_welcome

COURSES = Catalog(Path(__file__).parents[3]).courses()


def test_the_page_names_every_lesson_in_both_languages(tmp_path):
    write_welcome(tmp_path, COURSES, board="http://127.0.0.1:8501")
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    for course in COURSES:
        for lesson in course.assignments:
            for language in ("en", "ja"):
                assert f"`{lesson.id}-{language}` {lesson.title[language]}" in text
    assert text.count("(http://127.0.0.1:8501)") == 2
    assert "{" not in text


def test_without_a_leaderboard_none_is_promised(tmp_path):
    write_welcome(tmp_path, COURSES)
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert "leaderboard" not in text
    assert "リーダーボード" not in text


@pytest.mark.parametrize("there", ["file", "link"])
def test_an_earlier_page_is_replaced_and_never_written_through(tmp_path, there):
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    page = tmp_path / NAME
    if there == "link":
        page.symlink_to(other)
    else:
        page.write_text("old", encoding="utf-8")
    write_welcome(tmp_path, COURSES)
    assert other.read_text(encoding="utf-8") == "mine"
    assert "Welcome" in page.read_text(encoding="utf-8")
