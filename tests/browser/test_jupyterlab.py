"""A learner's whole way in JupyterLab: fetch, solve, check, validate, submit, feedback, board."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from grader.demo import TEMPLATE
from grader.identity import Identity
from grader.install import initialise, seat
from grader.state import State

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 120_000
GLANCE = 5_000
LESSON = "bell-ja"
WRONG = "from qiskit import QuantumCircuit\n\nanswer = QuantumCircuit(2)\nanswer.h([0, 1])"
RIGHT = (
    "from qiskit import QuantumCircuit\n\nanswer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)"
)


def addresses(server: subprocess.Popen[str], names: list[str]) -> dict[str, str]:
    assert server.stdout is not None
    found: dict[str, str] = {}
    for line in server.stdout:
        name, _, address = line.strip().rpartition(" ")
        if name.strip() in names:
            found[name.strip()] = address
        if len(found) == len(names):
            return found
    raise AssertionError(f"the servers did not start: {found}")


def serve(state: State, root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [str(Path(sys.executable).parent / "qskills"), "--state", str(state.path), "serve"]
    return subprocess.Popen(
        [*command, "--port", "0", "--board-port", "0", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )


def stop(server: subprocess.Popen[str]) -> None:
    """End the servers as Ctrl-C does."""
    with server:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=120) == 0


def processes_of(state: State) -> list[str]:
    """Command lines of living processes that were started for this state directory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = entry.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(state.path) in text and f"{os.getpid()}" != entry.parent.name:
            found.append(text)
    return found


@pytest.fixture(scope="module")
def state(tmp_path_factory, qskills) -> State:
    state = State(tmp_path_factory.mktemp("lab") / "state")
    initialise(state, settings=TEMPLATE.read_text(encoding="utf-8"))
    with Identity(state.identity) as identity:
        you = identity.enrol(identity.companies()[0].id, datetime.now(UTC)).learner_id
    seat(state, you)
    done = qskills("--state", state.path, "course", "release", "c0", "c1", "taster", timeout=600)
    assert done.returncode == 0, done.stderr
    return state


@pytest.fixture(scope="module")
def servers(state, root):
    server = serve(state, root)
    try:
        yield addresses(server, ["JupyterLab", "Leaderboard"])
    finally:
        stop(server)
        deadline = time.monotonic() + 20
        while processes_of(state) and time.monotonic() < deadline:
            time.sleep(0.5)
        assert processes_of(state) == []


@pytest.fixture(scope="module")
def lab(chromium, servers) -> Page:
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(servers["JupyterLab"] + "&reset")
    page.wait_for_selector("#jp-main-dock-panel .jp-LauncherCard")
    return page


def open_assignments(page: Page) -> None:
    page.keyboard.press("Control+Shift+C")
    item = '#modal-command-palette li[data-command="nbgrader:open-assignment-list"]'
    page.locator(item).first.click()
    page.wait_for_selector("#released_assignments_list_loading", state="hidden")


def choose_course(page: Page, course: str) -> None:
    page.locator("#course_list_dropdown").click()
    page.locator(f'#course_list > li:has-text("{course}")').first.click()
    expect(page.locator("#course_list_default")).to_have_text(course, timeout=PATIENCE)


def row(page: Page, which: str, name: str) -> Locator:
    return page.locator(f'#{which}_assignments_list > .list_item:has-text("{name}")').first


def cells(page: Page) -> Locator:
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")


def cell_with(page: Page, text: str) -> int:
    """Index of the code cell that holds a text; cells out of sight are not drawn, so scroll.

    A notebook that has just opened has no cells yet, and replaces those that it draws first.
    """
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        with suppress(PlaywrightError):  # a cell that was replaced while we looked at it
            for index in range(cells(page).count()):
                cell = cells(page).nth(index)
                cell.scroll_into_view_if_needed(timeout=GLANCE)
                editor = cell.locator(".jp-InputArea-editor .cm-content")
                if editor.count() and text in editor.first.inner_text(timeout=GLANCE):
                    return index
        page.wait_for_timeout(500)
    raise AssertionError(f"no cell with {text!r}")


def run_cell(page: Page, text: str, *, above: int = 0, source: str | None = None) -> Locator:
    """Run the cell with a text, or one so many above it, with another source if one is given.

    JupyterLab draws a notebook anew for a while after it was opened; a click or a key that meets
    that is lost, and tried again. To run a cell twice does no harm here.
    """
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        cell = cells(page).nth(cell_with(page, text) - above)
        code, prompt = cell.locator(".cm-content"), cell.locator(".jp-InputArea-prompt")
        try:
            code.click(timeout=GLANCE)
            if source is not None:
                page.keyboard.press("Control+A")
                page.keyboard.insert_text(source)
                expect(code).to_contain_text(source.splitlines()[-1], timeout=GLANCE)
            before = prompt.inner_text(timeout=GLANCE)
            page.keyboard.press("Control+Enter")
            expect(prompt).not_to_have_text(before, timeout=2 * GLANCE)
            expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)
        except (PlaywrightError, AssertionError):
            if time.monotonic() > deadline:
                raise
        else:
            return cell


def validate(page: Page) -> str:
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .validate-button").click()
    message = page.locator(".jp-Dialog #validation-message")
    message.wait_for()
    text = message.inner_text()
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    return text


@pytest.fixture(scope="module")
def fetched(lab) -> Page:
    """The browser with the Japanese lesson fetched and opened, its imports run."""
    open_assignments(lab)
    choose_course(lab, "c1")
    row(lab, "released", LESSON).locator('button:has-text("Fetch")').click()
    found = row(lab, "fetched", LESSON)
    found.wait_for()
    found.locator("a.assignment-notebooks-link").click()
    lab.locator(f'#nbgrader-c1-{LESSON} a:has-text("bell")').click()
    lab.wait_for_selector('.jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status="idle"]')
    run_cell(lab, "from grader import check")
    return lab


@pytest.fixture
def lesson(fetched) -> Page:
    """The same with the notebook in front, whatever an earlier test looked at."""
    fetched.locator('.lm-TabBar-tab:has-text("bell.ipynb")').click()
    return fetched


@pytest.fixture(scope="module")
def graded(fetched, state, qskills) -> str:
    """What `qskills grade --collected` prints once the right answer was handed in."""
    fetched.locator('.lm-TabBar-tab:has-text("bell.ipynb")').click()
    answer(fetched, RIGHT)
    fetched.keyboard.press("Control+S")
    expect(fetched.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)
    fetched.locator('.lm-TabBar-tab:has-text("Assignments")').click()
    row(fetched, "fetched", LESSON).locator('button:has-text("Submit")').click()
    row(fetched, "submitted", LESSON).wait_for()
    done = qskills("--state", state.path, "grade", "--collected", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def answer(page: Page, source: str) -> Locator:
    """Put an answer into the solution cell, run it and its check; return the check's cell."""
    grade = 'check("bell-pair"'
    run_cell(page, grade, above=1, source=source)
    return run_cell(page, grade)


def test_the_assignment_list_offers_every_course_in_both_languages(lab):
    open_assignments(lab)
    for course, lessons in {
        "c0": ["conventions"],
        "c1": ["bell"],
        "taster": ["managers", "tour"],
    }.items():
        choose_course(lab, course)
        for name in lessons:
            for language in ("en", "ja"):
                row(lab, "released", f"{name}-{language}").wait_for()


def test_a_wrong_answer_is_explained_in_the_language_of_the_lesson(lesson):
    card = answer(lesson, WRONG)
    expect(card).to_contain_text("まだ正解ではありません", timeout=PATIENCE)
    expect(card).to_contain_text("エンタングルメント")
    expect(card).not_to_contain_text("Traceback")


def test_validate_fails_on_a_wrong_answer(lesson):
    answer(lesson, WRONG)
    assert 'check("bell-pair"' in validate(lesson)


def test_a_missing_answer_gets_help_and_no_traceback(lesson):
    card = answer(lesson, "answer = ...")
    expect(card).to_contain_text("answer")
    expect(card).not_to_contain_text("Traceback")


def test_the_right_answer_is_accepted_with_its_metrics(lesson):
    card = answer(lesson, RIGHT)
    expect(card).to_contain_text("正解", timeout=PATIENCE)
    expect(card).to_contain_text("2量子ビットゲート数")


def test_what_was_submitted_is_graded_and_its_feedback_can_be_fetched(lab, graded, state):
    assert "graded 1 submissions: AC 1" in graded
    lab.locator('.lm-TabBar-tab:has-text("Assignments")').click()
    choose_course(lab, "taster")
    choose_course(lab, "c1")
    fetch = row(lab, "submitted", LESSON).locator('button:has-text("Fetch Feedback")')
    fetch.first.click()
    deadline = time.monotonic() + PATIENCE / 1000
    pages: list[Path] = []
    while not pages and time.monotonic() < deadline:
        pages = list(state.path.glob(f"jupyter/**/{LESSON}/feedback/**/*.html"))
        lab.wait_for_timeout(500)
    text = pages[0].read_text(encoding="utf-8")
    assert "正解" in text
    assert "<script" not in text


@pytest.mark.usefixtures("graded")
def test_the_result_stands_on_the_board(chromium, servers):
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(servers["Leaderboard"] + "/me?viewer=learner&lang=ja")
    expect(page.locator('[data-testid="stApp"]')).to_contain_text(
        "ベル状態をつくる", timeout=PATIENCE
    )
    page.close()


@pytest.mark.usefixtures("graded")
def test_the_instructor_sees_the_submission_and_its_score_in_formgrader(
    state, root, chromium, servers
):
    server = serve(state, root, "--instructor", "c1")
    try:
        found = addresses(server, ["Formgrader"])
        page = chromium.new_page(viewport={"width": 1300, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(found["Formgrader"])
        expect(page.locator("body")).to_contain_text(LESSON, timeout=PATIENCE)
        base, _, token = found["Formgrader"].partition("?")
        page.goto(f"{base}/manage_submissions/{LESSON}?{token}")
        expect(page.locator("body")).to_contain_text("9 / 10", timeout=PATIENCE)
        page.close()
    finally:
        stop(server)
