import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request

import pytest

from grader.jupyter.config import instructor_home, learner_home
from grader.jupyter.serve import ServeFailed, Service, free_port, jupyter_service, marked, running

# A server that answers, and whose grandchild wants to outlive it in a session of its own.
STUBBORN = """
import http.server, os, signal, subprocess, sys
child = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", child], start_new_session=True)
here = ("127.0.0.1", int(sys.argv[1]))
http.server.HTTPServer(here, http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def service(tmp_path, program=STUBBORN, name="server"):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    return Service(
        name=name,
        command=[sys.executable, "-c", program, str(port)],
        address=address,
        probe=address,
        log=tmp_path / f"{name}.log",
        folder=tmp_path,
    )


def mark_of(pid):
    with open(f"/proc/{pid}/environ", "rb") as environ:
        (mark,) = (
            one for one in environ.read().split(b"\0") if one.startswith(b"QSKILLS_SERVED_BY=")
        )
    return mark.decode()


def test_a_server_and_its_detached_children_end_with_the_block(tmp_path):
    with running([service(tmp_path)]) as children:
        mark = mark_of(children["server"].pid)
        assert len(marked(mark)) == 2
    assert marked(mark) == []


def test_children_of_a_server_that_died_before_are_found(tmp_path):
    with running([service(tmp_path)]) as children:
        mark = mark_of(children["server"].pid)
        children["server"].kill()
        children["server"].wait()
        assert len(marked(mark)) == 1
    assert marked(mark) == []


def test_a_server_that_ends_at_once_is_told_with_its_log(tmp_path):
    failing = service(tmp_path, "print('no', flush=True); raise SystemExit(3)")
    told = pytest.raises(ServeFailed, match=r"server ended with status 3; see .*server\.log")
    with told, running([failing]):
        pytest.fail("it never answered")
    assert (tmp_path / "server.log").read_text() == "no\n"


def test_a_server_that_never_answers_is_given_up(tmp_path):
    silent = service(tmp_path, "import time; time.sleep(600)")
    told = pytest.raises(ServeFailed, match="did not answer within 1 s")
    with told, running([silent], ready_s=1):
        pytest.fail("it never answered")


def test_an_interrupt_ends_everything(tmp_path):
    program = textwrap.dedent("""
        import pathlib, sys
        from tests.grader.jupyter.test_serve import service
        from grader.jupyter.serve import serve
        folder = pathlib.Path(sys.argv[1])
        one, two = service(folder), service(folder, name="other")
        serve([one, two], announce=lambda service: print(service.address, flush=True))
        print("over", flush=True)
    """)
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        addresses = [child.stdout.readline().strip() for _ in range(2)]
        assert all(urllib.request.urlopen(address).status == 200 for address in addresses)
        marks = {
            mark_of(pid)
            for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
            if _parent_is(pid, child.pid)
        }
        child.send_signal(signal.SIGINT)
        assert child.stdout.read() == "over\n"
    assert child.returncode == 0
    assert marks
    assert [marked(mark) for mark in marks] == [[]] * len(marks)


def _parent_is(pid, parent):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return int(stat.read().rpartition(")")[2].split()[1]) == parent
    except OSError:
        return False


def test_a_busy_port_is_left_alone():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        taken = busy.getsockname()[1]
        assert free_port(taken) != taken


def call(service, path, body=None):
    base = service.probe.removesuffix("/login")
    headers = {"Authorization": f"token {service.environment['JUPYTER_TOKEN']}"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


@pytest.mark.slow
def test_the_learners_server_offers_the_released_assignments_and_knows_the_learner(classroom):
    home = learner_home(classroom.state, "l-000001")
    lab = jupyter_service(home)
    assert lab.environment["JUPYTER_TOKEN"] not in str(lab.command)
    with running([lab], ready_s=120) as children:
        mark = mark_of(children["JupyterLab"].pid)
        assert json.loads(call(lab, "/courses"))["value"] == ["tiny"]
        offered = json.loads(call(lab, "/assignments?course_id=tiny"))["value"]
        assert {one["assignment_id"] for one in offered} == {"first-en", "first-ja"}
        wanted = {"course_id": "tiny", "assignment_id": "first-ja"}
        assert json.loads(call(lab, "/assignments/fetch", wanted))["success"]
        assert (home.root / "tiny" / "first-ja" / "practice.json").is_file()
        assert json.loads(call(lab, "/assignments/submit", wanted))["success"]
        inbound = classroom.folder.exchange / "tiny" / "inbound"
        assert [path.name.split("+")[:2] for path in inbound.iterdir()] == [
            ["l-000001", "first-ja"]
        ]
        call(lab, "/api/kernels", {"name": "python3"})
        time.sleep(1)
        assert len(marked(mark)) >= 2
    assert marked(mark) == []


@pytest.mark.slow
def test_formgrader_opens_for_its_course_and_shows_no_learners_script(classroom):
    learner = classroom.learner()
    notebook = classroom.released()
    attack = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    notebook["cells"].append({"cell_type": "markdown", "id": "a", "metadata": {}, "source": attack})
    classroom.hand_in(learner, notebook)
    classroom.record(learner)
    lab = jupyter_service(
        instructor_home(classroom.folder), open_at="formgrader", name="Formgrader"
    )
    with running([lab], ready_s=120):
        assignments = json.loads(call(lab, "/formgrader/api/assignments"))
        assert {one["name"] for one in assignments} == {"first-en", "first-ja"}
        rows = json.loads(call(lab, "/formgrader/api/submitted_notebooks/first-en/first"))
        (row,) = (one for one in rows if one["student"] == learner)
        page = call(lab, f"/formgrader/submissions/{row['id']}/")
    assert "First steps" in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
