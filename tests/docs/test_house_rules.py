"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted([*ROOT.glob("grader/**/*.py"), *ROOT.glob("leaderboard/**/*.py")])


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout
    found = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in found if path.is_file()]


def test_no_module_is_longer_than_five_hundred_lines():
    long = {
        str(p.relative_to(ROOT)): n for p in PACKAGES if (n := len(p.read_text().split("\n"))) > 500
    }
    assert not long


def test_every_module_says_in_its_first_line_what_it_is_for():
    silent = [
        p for p in PACKAGES if p.read_text() and not p.read_text().startswith(('"""', 'r"""'))
    ]
    assert not silent


@pytest.mark.parametrize(
    "word", ["index" + "-url", "/work" + "/", "/root" + "/", "extra-" + "index"]
)
def test_no_file_names_a_package_index_or_a_place_of_one_machine(word):
    text = {
        path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".txt", ".yml", ""}
    }
    naming = [p for p in text if re.search(rf"(?<![\w.]){re.escape(word)}", p.read_text("utf-8"))]
    assert not naming


def test_only_the_stores_and_board_files_speak_sql():
    speaking = {
        p.relative_to(ROOT).parts[:2]
        for p in PACKAGES
        if re.search(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b", p.read_text())
    }
    places = {"/".join(parts).removesuffix(".py") for parts in speaking}
    assert {place for place in places if place.startswith("grader/")} <= {
        *("grader/results", "grader/identity", "grader/inbox"),
    }
    assert not {place for place in places if place in {"leaderboard/app", "leaderboard/views"}}


def test_only_app_and_views_speak_streamlit():
    speaking = {
        p.relative_to(ROOT).parts[1]
        for p in PACKAGES
        if re.search(r"^\s*(import|from) streamlit", p.read_text(), re.MULTILINE)
    }
    assert speaking <= {"app.py", "views", "bench"}  # the benchmark speaks as a browser does
