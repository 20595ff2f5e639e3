"""`qskills verify --mutants`: a judge that looks too little is found, a good one is recorded."""

import json
import shutil

import pytest

from tests.printed import lines

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture
def content(tmp_path, root):
    shutil.copytree(root / "exercises" / "basis-states-fn", tmp_path / "exercises/basis-states-fn")
    shutil.copytree(root / "exercises" / "bit-order", tmp_path / "exercises" / "bit-order")
    (tmp_path / "courses").mkdir()
    return tmp_path


def test_cases_that_often_miss_a_mistake_leave_survivors_unexplained(qskills, content):
    judge = content / "exercises" / "basis-states-fn" / "judge.py"
    text = judge.read_text(encoding="utf-8")
    text = text.replace('PUBLIC = ("0", "1+", "r1", "0-l", "+r01l-")', 'PUBLIC = ("0",)')
    shy = 'if rng.random() < 0.8:\n        return [case("0", "easy")]\n    labels ='
    judge.write_text(text.replace("labels =", shy, 1), encoding="utf-8")
    done = qskills("--content", content, "verify", "--mutants", "basis-states-fn", "--json",
                   timeout=600)  # fmt: skip
    assert done.returncode == 1, done.stderr
    found = lines(done)
    assert found
    assert {(line["exercise"], line["verdict"]) for line in found} == {("basis-states-fn", "AC")}


def test_a_campaign_is_recorded_and_not_repeated_until_content_changes(qskills, content):
    record = content / "mutants.json"
    run = lambda: qskills("--content", content, "verify", "--mutants", "bit-order", "--changed",  # noqa: E731
                          "--record", record)  # fmt: skip
    first = run()
    assert first.returncode == 0, first.stderr
    assert "ok   bit-order" in first.stdout
    entry = json.loads(record.read_text(encoding="utf-8"))["bit-order"]
    assert entry["unexplained"] == 0
    assert entry["mutants"] == sum(entry["verdicts"].values()) > 20
    assert len(entry["survivors"]) == entry["verdicts"]["AC"]
    assert "checked as it stands" in run().stdout
    own = content / "exercises" / "bit-order" / "submissions" / "accepted" / "reference.py"
    own.write_text(own.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert "ok   bit-order" in run().stdout


def test_the_list_is_for_mutants_only(qskills, content):
    assert qskills("--content", content, "verify", "--changed").returncode == 2
