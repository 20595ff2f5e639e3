"""`qskills device` as a user runs it, and the device examples of the README as written."""

import json
import re
import shlex
import subprocess
import sys

import pytest

from grader.consortium import DEFAULT, load_consortium

pytestmark = pytest.mark.sandbox

SCRIPT = """
from qiskit import QuantumCircuit, transpile
from grader import device

circuit = QuantumCircuit(2)
circuit.h(0)
circuit.cx(0, 1)
circuit.measure_all()
answer = transpile(circuit, target=device("{name}").target, seed_transpiler=1)
"""


def lines(done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def bell(tmp_path):
    path = tmp_path / "bell.py"
    path.write_text(SCRIPT.format(name="kawasaki"))
    return path


@pytest.fixture
def state(tmp_path, qskills):
    """A state directory with the demo's companies and one learner, `l-000001`."""
    folder = tmp_path / "state"
    assert qskills("--state", folder, "init", "--demo").returncode == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("account,company\nsomebody,fujin-motors\n")
    done = qskills("--state", folder, "people", "import", roster)
    assert done.stdout.strip() == "somebody,l-000001"
    return folder


def test_list_shows_every_device(qskills, tmp_path):
    rows = {row["device"]: row for row in lines(qskills("device", "list", "--json", cwd=tmp_path))}
    assert list(rows) == ["ideal", "kawasaki", "torino", "marrakesh"]
    assert (rows["torino"]["qubits"], rows["torino"]["faulty"]) == (133, 22)
    assert {row["status"]["code"] for row in rows.values()} == {"ready"}
    assert "kawasaki" in qskills("device", "list", cwd=tmp_path).stdout


def test_a_device_without_credentials_is_listed_with_the_reason(qskills, state):
    with (state / "consortium.toml").open("a") as file:
        file.write('\n[ibm]\ndevices = ["ibm_kawasaki"]\ntoken_variable = "NO_SUCH_TOKEN"\n')
    *_, row = lines(qskills("--state", state, "device", "list", "--json"))
    assert (row["device"], row["status"]["code"]) == ("ibm_kawasaki", "credentials")
    assert "NO_SUCH_TOKEN is missing" in row["status"]["en"]
    assert "NO_SUCH_TOKEN is missing" in qskills("--state", state, "device", "list").stdout


def test_a_run_is_metered_and_usage_adds_up(qskills, state, bell):
    command = ("--state", state, "device", "run", bell, "--shots", 500, "--seed", 1, "--json")
    (own,) = lines(qskills(*command, "--learner", "l-000001"))
    (system,) = lines(qskills(*command))
    assert own["counts"] == system["counts"]
    assert sum(own["counts"].values()) == 500
    assert own["account"] == {"learner": "l-000001", "company": "fujin-motors"}
    assert 0.98 < own["esp"] < 1
    assert own["charge"]["quantum_ns"] == 500 * (own["duration_ns"] + 250_000)
    rows = lines(qskills("--state", state, "device", "usage", "--json"))
    assert {row["company"]: (row["shots"], row["quantum_ns"]) for row in rows} == {
        None: (500, own["charge"]["quantum_ns"]),
        "fujin-motors": (500, own["charge"]["quantum_ns"]),
    }
    assert "fujin-motors" in qskills("--state", state, "device", "usage", "--learners").stdout


def test_a_learner_stands_beside_the_quota_of_learners(qskills, state, bell):
    settings = state / "consortium.toml"
    found = settings.read_text()
    settings.write_text(found.replace("[quota.learner]", "[quota.learner]\nshots = 700"))
    usage = ("--state", state, "device", "usage")
    qskills("--state", state, "device", "run", bell, "--shots", 500, "--learner", "l-000001")
    (row,) = lines(qskills(*usage, "--learners", "--json"))
    assert (row["learner"], row["quota"]["shots"]) == ("l-000001", 700)
    (row,) = lines(qskills(*usage, "--json"))
    assert row["quota"]["shots"] == 20_000_000


def test_a_month_that_is_none_is_wrong_use(qskills, state):
    done = qskills("--state", state, "device", "usage", "--month", "2026-13")
    assert done.returncode == 2
    assert "2026-13" in done.stderr


def test_over_quota_nothing_is_run_and_the_exit_code_is_1(qskills, state, bell):
    settings = state / "consortium.toml"
    settings.write_text(settings.read_text().replace("shots = 20000000", "shots = 100"))
    done = qskills("--state", state, "device", "run", bell, "--learner", "l-000001")
    assert done.returncode == 1
    assert "Over quota, nothing was run" in done.stderr
    assert "何も実行されませんでした" in done.stderr
    assert "no device was used" in qskills("--state", state, "device", "usage").stdout


def test_without_a_state_directory_it_runs_and_says_that_nothing_is_metered(
    qskills, tmp_path, bell
):
    done = qskills("device", "run", bell, "--transpile", "--device", "torino", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "not metered" in done.stdout
    assert not (tmp_path / ".qskills").exists()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--device", "torino"), 1, "`ecr`, which torino does not have"),
        (("--device", "osaka"), 2, "There is no device 'osaka'"),
        (("--shots", 10**30), 1, "integer"),
        (("--shots", 0), 1, "no possible number of shots"),
        (("--variable", "target"), 2, "leaves no circuit in `target`"),
        (("--variable", "device"), 2, "`device`"),
        (("--learner", "l-000001"), 2, "needs a state directory"),
    ],
)
def test_wrong_use_is_named_with_an_exit_code(qskills, tmp_path, bell, options, code, said):
    done = qskills("device", "run", bell, *options, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr


def test_a_script_that_fails_says_how(qskills, tmp_path):
    script = tmp_path / "bad.py"
    script.write_text("answer = 1 / 0\n")
    done = qskills("device", "run", script, cwd=tmp_path)
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr


def test_usage_without_a_state_directory_says_what_to_do(qskills, tmp_path):
    done = qskills("device", "usage", cwd=tmp_path)
    assert done.returncode == 3
    assert "qskills init" in done.stderr


@pytest.mark.slow
def test_a_quantum_volume_is_estimated_and_kept(qskills, state):
    command = ("--state", state, "device", "volume")
    (found,) = lines(qskills(*command, "torino", "--widest", 2, "--json"))
    (kept,) = lines(qskills(*command, "--history", "--json"))
    assert (kept["device"], kept["volume"]) == (found["device"], found["volume"])
    assert qskills(*command).returncode == 2


def readme_console(root) -> str:
    """Return the console block of the README's section on devices."""
    section = (root / "README.md").read_text(encoding="utf-8").split("## Devices")[1]
    found = re.search(r"```console\n(.*?)```", section.split("\n## ")[0], re.DOTALL)
    assert found is not None
    return found[1]


def test_the_device_examples_of_the_readme_run_as_written(root, qskills, tmp_path):
    ran = []
    text = iter(readme_console(root).splitlines())
    for line in text:
        if not line.startswith("$ "):
            continue
        command = shlex.split(line[2:], comments=True)
        if command[0] == "cat":  # the file follows, up to the next prompt
            body = readme_console(root).split(line + "\n")[1].split("\n$ ")[0]
            (tmp_path / command[1]).write_text(body + "\n")
            continue
        assert command[0] == "qskills"
        done = qskills(*command[1:], cwd=tmp_path)
        assert done.returncode == 0, (line, done.stderr)
        ran.append((command[1:3], done.stdout))
    assert [words for words, _ in ran] == [
        ["init"], ["device", "list"], ["device", "run"], ["device", "usage"],
    ]  # fmt: skip
    assert "1000 shots" in ran[2][1]
    assert "1000" in ran[3][1]


def test_the_python_examples_of_the_guide_run_as_written(root, tmp_path):
    text = (root / "docs" / "devices.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 2
    script = tmp_path / "examples.py"
    script.write_text("".join(blocks) + "\nprint(sum(counts.values()), float(value))\n")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    shots, value = done.stdout.split()
    assert int(shots) == 1000
    assert 1.2 < float(value) < 1.6
    assert "nothing is metered" in done.stderr


def test_the_settings_of_the_guide_are_valid(root, tmp_path):
    text = (root / "docs" / "devices.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 2
    head, example = DEFAULT.split("# [[company]]")
    company = "[[company]]" + example.replace("\n# ", "\n")
    settings = tmp_path / "consortium.toml"
    settings.write_text(head + "".join(blocks) + company, encoding="utf-8")
    consortium = load_consortium(settings)
    assert consortium.quotas.of("example-works").quantum_seconds == 72_000
    assert consortium.ibm.devices == ("ibm_kawasaki",)
