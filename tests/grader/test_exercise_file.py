import shutil
from pathlib import Path

import pytest

from grader.errors import ExerciseInvalid
from grader.exercise_file import load_exercise

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "exercises" / "bell-pair", tmp_path / "bell-pair")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "exercise.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> str:
    with pytest.raises(ExerciseInvalid) as caught:
        load_exercise(folder)
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ('id = "bell-pair"', 'id = "bell"', "id", "bell-pair"),
        ("version = 1", 'version = "1"', "version", "whole number"),
        ("version = 1", "version = 1\ncolour = 3", "colour", "remove it"),
        ('checker = "state"', 'checker = "stat"', "checker", "state"),
        ('level = "', 'level = "Z', "level", "A1 to C2"),
        ("points = ", "points = -", "score.points", "above 0"),
        ('formula = "nisq-v1"', 'formula = "nisq"', "score.formula", "nisq-v1"),
        ("par = ", "parr = ", "score.parr", "remove it"),
        ("[limits]", "[limits]\ncpu = 3", "limits.cpu", "remove it"),
        ("[limits]", "[limits]\noperations = 1000000", "limits.operations", "at most"),
        ("[limits]", "[limits]\ncall_s = true", "limits.call_s", "number"),
        ("skills = [", "skills = [[], ", "skills", "give some of conventions"),
        ("par = 13", "par = 11", "score.best", "exchange them"),
        ('formula = "nisq-v1"', 'formula = "ft-v1"', "basis.gates", "give h, s"),
        ("[limits]", "[limits]\nt_count = 4", "basis.gates", "give h, s"),
        (
            'formula = "nisq-v1"',
            'formula = "nisq-v1"\ndirection = "more"',
            "score.direction",
            "max",
        ),
        ('formula = "nisq-v1"', 'formula = "nisq-v1"\nover = "sum"', "score.over", "total"),
        ("title = {", "titel = {", "title", 'missing; give { en = "...", ja = "..." }'),
        ('kind = "circuit"', 'kind = "circuit"\ngates = [1]', "answer.gates", "list of strings"),
    ],
)
def test_a_fault_names_file_key_and_fix(folder, old, new, key, fix):
    edit(folder, old, new)
    found = faults(folder)
    assert f"exercise.toml: {key}: " in found
    assert fix in found


def test_all_faults_are_listed_at_once(folder):
    edit(folder, "version = 1", "version = 0\nzzz = 1")
    (folder / "statement.ja.md").unlink()
    found = faults(folder)
    assert "version" in found
    assert "zzz" in found
    assert "statement.ja.md: missing" in found


def test_a_misspelt_outcome_folder_is_pointed_out(folder):
    (folder / "submissions" / "wrong_answer").rename(folder / "submissions" / "wrong-answer")
    assert "no such outcome" in faults(folder)


def test_a_submission_without_a_reason_is_pointed_out(folder):
    path = next((folder / "submissions" / "accepted").glob("*.py"))
    path.write_text("answer = 1\n", encoding="utf-8")
    assert f"{path.name}: first line" in faults(folder)


def test_a_file_that_is_not_toml_is_named(folder):
    (folder / "exercise.toml").write_text("id = ", encoding="utf-8")
    assert "not TOML" in faults(folder)


def test_the_digest_changes_with_the_judge_part_and_not_with_the_statement(folder):
    before = load_exercise(folder).digest
    (folder / "statement.en.md").write_text("other", encoding="utf-8")
    assert load_exercise(folder).digest == before
    with (folder / "judge.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert load_exercise(folder).digest != before


def test_texts_are_right_where_they_stay_undecided(tmp_path):
    memo = shutil.copytree(ROOT / "exercises" / "mgr-memo", tmp_path / "mgr-memo")
    assert load_exercise(memo).checker == "text"
    (memo / "submissions" / "inconclusive").rename(memo / "submissions" / "accepted")
    assert "0 accepted" in faults(memo)
