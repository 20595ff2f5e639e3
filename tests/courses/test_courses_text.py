"""Course texts: both languages say the same, and nothing taught is out of date."""

import re
import symtable
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from grader.catalog import Assignment
from grader.jupyter.lesson import Lesson, notebook_of, read_lesson
from tests.content import CATALOG, JAPANESE, LESSONS, SOLUTION

MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$", re.DOTALL)
CODE = re.compile(r"<pre>.*?</pre>|<code>.*?</code>", re.DOTALL)
# Removed from Qiskit, or moved: what a search engine still finds and a course must not teach.
REMOVED = re.compile(
    r"\bexecute\(|\bAer\.get_backend|BasicAer|qiskit\.(opflow|pulse|algorithms)|QuantumInstance"
    r"|\.c_if\(|\.u[123]\(|\.(cnot|toffoli|fredkin|mct)\(|bind_parameters|\bQobj|\bassemble\("
    r"|\.qasm\(|from qiskit import .*\b(Aer|execute)\b|import (Sampler|Estimator)\b"
)

each = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)


def text_of(lesson: Assignment) -> Lesson:
    return read_lesson(lesson.source, lesson.exercises)


def texts(lesson: Assignment, language: str) -> list[str]:
    cells = text_of(lesson).cells
    return [cell["source"] for cell in cells if cell["metadata"].get("lang") == language]


def rendered(source: str) -> str:
    """Return a text as HTML without its formulas and code."""
    html = MarkdownIt("commonmark").enable("table").render(MATHS.sub("M", source))
    return CODE.sub("", html)


def skeleton(source: str) -> dict[str, list[str]]:
    """Return what must be the same in both languages."""
    html = MarkdownIt("commonmark").enable("table").render(MATHS.sub("M", source))
    return {
        "structure": re.findall(r"<(h\d|li|tr|th|td|table|pre)\b", html),
        "figures": sorted(re.findall(r"\d+\.\d{2,}", source)),
        "code": sorted(set(re.findall(r"`([^`\n]+)`", source))),
        "exercises": sorted(set(re.findall(r'(?:check|hint|questions|device)\("[^)]*"', source))),
    }


@each
def test_every_english_text_is_followed_by_its_japanese_one(lesson):
    cells = text_of(lesson).cells
    languages = [c["metadata"]["lang"] for c in cells if c["cell_type"] == "markdown"]
    assert languages == ["en", "ja"] * (len(languages) // 2)
    for one, other in pairwise(cells):
        if one["metadata"].get("lang") == "en":
            assert other["metadata"].get("lang") == "ja", one["source"][:60]


@each
def test_both_languages_hold_the_same_headings_lists_tables_code_and_figures(lesson):
    for english, japanese in zip(texts(lesson, "en"), texts(lesson, "ja"), strict=True):
        assert skeleton(english) == skeleton(japanese), english[:60]


@each
def test_each_language_is_written_in_itself(lesson):
    for english, japanese in zip(texts(lesson, "en"), texts(lesson, "ja"), strict=True):
        assert not JAPANESE.search(english)
        for paragraph in re.findall(r"<(?:p|li|h\d)>(.*?)</(?:p|li|h\d)>", rendered(japanese)):
            words = re.sub(r"<[^>]*>|M|\W|\d|_", "", paragraph)
            assert not words or JAPANESE.search(paragraph), paragraph
        # A Japanese text is shorter than its English one, but not a summary of it.
        assert 0.3 < len(japanese) / len(english) < 1.1, english[:60]


@each
def test_starters_speak_the_language_of_their_notebook(lesson):
    comments = {}
    for language in ("en", "ja"):
        cells = notebook_of(text_of(lesson), language, CATALOG.exercise)["cells"]
        starters = [
            SOLUTION.sub("", cell["source"])
            for cell in cells
            if cell["metadata"].get("nbgrader", {}).get("solution")
        ]
        comments[language] = [re.findall(r"#\s.*", starter) for starter in starters]
    assert not JAPANESE.search(str(comments["en"]))
    for english, japanese in zip(comments["en"], comments["ja"], strict=True):
        assert len(english) == len(japanese)
        # What is the same in both is a formula, not a sentence.
        assert all(one != other or "=" in one for one, other in zip(english, japanese, strict=True))


@each
def test_marks_of_emphasis_are_rendered_and_japanese_is_never_slanted(lesson):
    for language in ("en", "ja"):
        for source in texts(lesson, language):
            html = rendered(source)
            assert "*" not in html, re.findall(r".{20}\*.{20}", html)
            assert language == "en" or "<em>" not in html, re.findall("<em>.*?</em>", html)


@each
def test_a_japanese_paragraph_is_one_line(lesson):
    # A line break inside it would show as a space between two characters.
    for source in texts(lesson, "ja"):
        for one, other in pairwise(
            re.sub(r"```.*?```|\$\$.*?\$\$", "", source, flags=re.S).split("\n")
        ):
            if one and other:
                assert re.match(r"\||[-*] |\d+\. ", other), other


@each
def test_the_first_cell_brings_what_the_lesson_uses_of_the_grader(lesson):
    cells = text_of(lesson).cells
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    imported = re.search(r"^from grader import (.*)$", code[0], re.MULTILINE)
    assert imported is not None
    assert {"check", "hint"} <= set(imported[1].split(", "))
    assert any('hint("' in source for source in texts(lesson, "en"))


@each
def test_nothing_is_taught_that_qiskit_has_removed(lesson):
    for cell in text_of(lesson).cells:
        assert not REMOVED.search(cell["source"]), cell["source"][:60]


def top_level_names(source: str) -> tuple[set[str], set[str]]:
    """Return the notebook variables that a cell sets, and those that it reads."""
    table = symtable.symtable(source, "cell", "exec")
    stored = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    read = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    inner = table.get_children()
    while inner:
        scope = inner.pop()
        read |= {s.get_name() for s in scope.get_symbols() if s.is_global()}
        inner.extend(scope.get_children())
    return stored, read


@each
def test_figures_define_nothing_that_a_later_cell_reads(lesson):
    drawn: set[str] = set()
    for cell in text_of(lesson).cells:
        if cell["cell_type"] != "code":
            continue
        if "exercise" in cell["metadata"]:
            source = CATALOG.exercise(cell["metadata"]["exercise"]).source()
        else:
            source = cell["source"]
        stored, read = top_level_names(source)
        if "figure" in cell["metadata"].get("tags", []):
            drawn |= stored
        else:
            assert not (read - stored) & drawn
            drawn -= stored
