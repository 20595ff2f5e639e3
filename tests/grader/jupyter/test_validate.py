"""nbgrader's Validate runs the notebook in a kernel: what `check` returns must make it fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.jupyter.process import child_environment
from tests.classroom import cell_of

PAIR = "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)"
FLIP = "answer = QuantumCircuit(2)\nanswer.x(0)"
WRONG = "answer = QuantumCircuit(2)\nanswer.x(1)"


@pytest.fixture
def validate(classroom, tmp_path):
    def run(pair, flip):
        import json

        notebook = classroom.released()
        cell_of(notebook, "pair-solution")["source"] = pair
        cell_of(notebook, "flip-solution")["source"] = flip
        (tmp_path / "first.ipynb").write_text(json.dumps(notebook))
        shutil.copy(classroom.folder.release("first-en") / "practice.json", tmp_path)
        program = Path(sys.executable).with_name("nbgrader")
        own = {"JUPYTER_CONFIG_DIR": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
        done = subprocess.run(
            [program, "validate", "first.ipynb", "--Execute.timeout=240"],
            cwd=tmp_path,
            env=child_environment(own),
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        return done.stdout

    return run


@pytest.mark.slow
def test_a_right_notebook_passes(validate):
    assert "Success! Your notebook passes all the tests." in validate(PAIR, FLIP)


@pytest.mark.slow
def test_a_wrong_answer_fails_and_only_it(validate):
    told = validate(PAIR, WRONG)
    assert "VALIDATION FAILED ON 1 CELL(S)" in told
    assert 'check("flip", answer)' in told
    assert 'check("pair", answer)' not in told
