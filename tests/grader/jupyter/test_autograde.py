import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from grader.jupyter.process import child_environment
from grader.sandbox.outcome import CellResult
from grader.verdict import Outcome, Reason
from tests.classroom import NOON, Grade, cell_of, right, wrong


def test_scores_and_partial_credit_reach_the_gradebook(classroom):
    learner = classroom.learner()
    partly = wrong("flip", Outcome.PARTIALLY_ACCEPTED, points=2500)
    classroom.hand_in(learner, verdicts=[right("pair"), partly])
    (result,) = classroom.record(learner).values()
    assert result.ok, result
    assert classroom.grades(learner) == {
        "pair": Grade(auto=10.0, manual=None, needs_manual=False),
        "flip": Grade(auto=2.5, manual=None, needs_manual=False),
    }


def test_a_wrong_answer_scores_nothing(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[wrong("pair"), wrong("flip")])
    classroom.record(learner)
    assert [grade.auto for grade in classroom.grades(learner).values()] == [0.0, 0.0]


def test_an_unjudged_grade_cell_never_scores(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair")])
    assert classroom.record(learner)[learner].ok
    assert classroom.grades(learner)["flip"].auto == 0.0
    (output,) = cell_of(classroom.autograded(learner), "flip")["outputs"]
    assert output["output_type"] == "error"


def test_an_attempt_that_was_not_judged_changes_nothing(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), right("flip")])
    classroom.record(learner)
    shown = classroom.page(learner)
    classroom.hand_in(learner, judged=False)
    assert "no verdict yet" in classroom.record(learner)[learner].error
    classroom.judge(wrong("pair"), wrong("flip", Outcome.JUDGE_ERROR))
    assert "the judge failed on flip" in classroom.record(learner)[learner].error
    assert [grade.auto for grade in classroom.grades(learner).values()] == [10.0, 5.0]
    assert classroom.page(learner) == shown
    assert classroom.autograded(learner)


def test_an_undecided_verdict_asks_for_a_person(classroom):
    learner = classroom.learner()
    undecided = wrong("pair", Outcome.INCONCLUSIVE)
    classroom.hand_in(learner, verdicts=[undecided, right("flip")], language="ja")
    classroom.record(learner, language="ja")
    grades = classroom.grades(learner, "ja")
    assert grades["pair"] == Grade(auto=0.0, manual=None, needs_manual=True)
    assert grades["flip"] == Grade(auto=5.0, manual=None, needs_manual=False)
    assert "講師が確認" in classroom.comments(learner, "ja")["pair-solution"][0]


def test_a_text_reaches_the_instructor_with_its_rubric(classroom):
    learner = classroom.learner()
    rubric = [{"en": "names a baseline", "ja": "比較対象がある"}]
    text = replace(
        wrong("pair", Outcome.INCONCLUSIVE),
        reason=Reason(key="by-hand", params={"criteria": 1}),
        picture={"kind": "rubric", "rows": rubric},
    )
    classroom.hand_in(learner, verdicts=[text, right("flip")])
    classroom.record(learner)
    assert classroom.grades(learner)["pair"] == Grade(auto=0.0, manual=None, needs_manual=True)
    assert "by 1 criteria" in classroom.comments(learner)["pair-solution"][0]
    (shown, _) = cell_of(classroom.autograded(learner), "pair")["outputs"]
    assert "names a baseline" in "".join(shown["data"]["text/html"])
    classroom.grade_by_hand(learner, "pair", 7.5, "clear")
    classroom.record(learner)
    assert classroom.grades(learner)["pair"].manual == 7.5


def test_a_worse_attempt_replaces_an_earlier_score_and_manual_ones_stay(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), right("flip")])
    classroom.record(learner)
    classroom.grade_by_hand(learner, "flip", 3.0, "well explained")
    classroom.hand_in(learner, b"not a notebook", verdicts=[
        wrong("pair", Outcome.FORM_ERROR), wrong("flip", Outcome.FORM_ERROR),
    ])  # fmt: skip
    assert classroom.record(learner)[learner].ok
    grades = classroom.grades(learner)
    assert grades["pair"] == Grade(auto=0.0, manual=None, needs_manual=False)
    assert grades["flip"] == Grade(auto=0.0, manual=3.0, needs_manual=True)
    assert classroom.comments(learner)["flip-solution"][1] == "well explained"
    assert "well explained" in classroom.page(learner)


def test_comments_say_why_in_the_notebooks_language(classroom):
    learner = classroom.learner()
    for language in ("en", "ja"):
        classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")], language=language)
        classroom.record(learner, language=language)
    english = classroom.comments(learner, "en")["pair-solution"][0]
    japanese = classroom.comments(learner, "ja")["pair-solution"][0]
    assert english != japanese
    assert re.search(r"[\u3040-\u30ff]", japanese)
    assert not re.search(r"[\u3040-\u30ff]", english)


def test_the_feedback_page_shows_verdict_scores_and_answer(classroom):
    learner = classroom.learner()
    notebook = classroom.released("ja")
    cell_of(notebook, "pair-solution")["source"] = "my_own_answer = 1"
    classroom.hand_in(learner, notebook, verdicts=[wrong("pair"), right("flip")], language="ja")
    classroom.record(learner, language="ja")
    page = classroom.page(learner, "ja")
    for part in (
        'lang="ja"',
        "フィードバック",
        "my_own_answer",
        "まだ正解ではありません",
        "0 / 10",
        "5 / 5",
        "5 / 15",
    ):
        assert part in page
    assert "Content-Security-Policy" in page
    assert "<script" not in page


def test_the_feedback_page_says_the_same_thing_once(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")])
    classroom.record(learner)
    assert classroom.comments(learner)["pair-solution"][0]
    assert 'class="comment"' not in classroom.page(learner)
    classroom.grade_by_hand(learner, "flip", 3.0, "well explained")
    classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")])
    classroom.record(learner)
    assert classroom.page(learner).count('class="comment"') == 1


def test_the_feedback_page_leaves_out_addresses_in_memory(classroom):
    learner = classroom.learner()
    notebook = classroom.released()
    (index,) = (n for n, cell in enumerate(notebook["cells"]) if "import check" in str(cell))
    outputs = [
        {"output_type": "execute_result", "data": {"text/plain": text}}
        for text in ("<qiskit.circuit.instructionset.InstructionSet at 0x7f00>", "<kept at 12>")
    ]
    classroom.hand_in(learner, notebook, cells=[CellResult(index=index, outputs=tuple(outputs))])
    classroom.record(learner)
    page = classroom.page(learner)
    assert "InstructionSet" not in page
    assert "&lt;kept at 12&gt;" in page


def test_formgrader_sees_what_ran(classroom):
    learner = classroom.learner()
    notebook = classroom.released()
    index = next(n for n, cell in enumerate(notebook["cells"]) if "import check" in str(cell))
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "n", "metadata": {}, "source": "n"})
    printed = {"output_type": "stream", "name": "stdout", "text": "printed in the sandbox\n"}
    classroom.hand_in(learner, notebook, cells=[CellResult(index=index + 1, outputs=(printed,))])
    classroom.record(learner)
    cells = classroom.autograded(learner)["cells"]
    (shown,) = (cell for cell in cells if cell.get("outputs") and "import check" in str(cell))
    assert "printed in the sandbox" in str(shown["outputs"])


def test_the_late_penalty_hangs_on_the_hosts_time(classroom):
    learner = classroom.learner()
    attempt = classroom.hand_in(learner, at=NOON + timedelta(days=3))
    stamp = classroom.submitted(attempt).with_name("timestamp.txt").read_text()
    assert stamp == "2026-11-05 12:00:00.000000 UTC"


def test_an_attempt_over_the_cap_does_not_count_and_says_so(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")], cap=1)
    late = NOON + timedelta(hours=2)
    classroom.hand_in(learner, verdicts=[right("pair"), right("flip")], cap=1, at=late)
    classroom.record(learner)
    assert [grade.auto for grade in classroom.grades(learner).values()] == [0.0, 5.0]
    assert "over the number of attempts" in classroom.comments(learner)["pair-solution"][0]


def test_many_submissions_take_a_fraction_of_a_second_each(classroom):
    learners = [classroom.learner() for _ in range(5)]
    for learner in learners:
        classroom.hand_in(learner, verdicts=[right("pair"), wrong("flip")])
    results = classroom.record(*learners).values()
    mean = sum(one.autograde_s + one.feedback_s for one in results) / len(results)
    # Measured: 0.1 s; stock nbgrader takes more than 2 s. Ten times that for a loaded machine.
    assert mean < 1.0


def test_the_command_by_hand_records_the_stored_verdicts_and_passes_over_what_was_not_judged(
    classroom,
):
    judged, unjudged, smuggled = (classroom.learner() for _ in range(3))
    classroom.hand_in(judged, verdicts=[right("pair"), wrong("flip")], language="ja")
    past = classroom.folder.submitted(smuggled, "first-ja")
    past.mkdir(parents=True)
    (past / "first.ipynb").write_text(json.dumps(classroom.released("ja")))
    classroom.hand_in(unjudged, judged=False, language="ja")
    done = subprocess.run(
        [Path(sys.executable).with_name("nbgrader"), "autograde", "first-ja", "--force"],
        cwd=classroom.folder.root,
        env=child_environment({"JUPYTER_CONFIG_DIR": str(classroom.state / "none")}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    classroom.judge(wrong("pair"), wrong("flip"))
    assert done.returncode == 1
    assert "has no verdict yet" in done.stderr
    assert "were not placed by the grader" in done.stderr
    assert [grade.auto for grade in classroom.grades(judged, "ja").values()] == [10.0, 0.0]
    for learner in (unjudged, smuggled):
        assert {grade.auto for grade in classroom.grades(learner, "ja").values()} <= {None, 0.0}
