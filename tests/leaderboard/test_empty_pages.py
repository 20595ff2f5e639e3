"""A consortium on its first day: nobody has submitted, and no page is a row of empty headings."""

import shutil
from datetime import timedelta

import pytest

from grader.results.records import Arrival, Judged
from grader.results.store import Store
from grader.verdict import Outcome, Reason, Verdict
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.publish import publish
from leaderboard.scope import ALLOWED, Viewer
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState
from tests.leaderboard.test_pages import open_page, words

__all__ = ["open_page"]
VIEWERS = ("public", "learner", "company-aoba-motors", "admin")
OPEN = [(page, viewer) for page in ALLOWED for viewer in VIEWERS if Viewer(viewer).may_open(page)]


@pytest.fixture(scope="module")
def empty(made, tmp_path_factory) -> ConsortiumState:
    folder = tmp_path_factory.mktemp("empty") / "state"
    state = type(made.state)(folder)
    state.create(made.state.consortium.read_text(encoding="utf-8"))
    shutil.copy(made.state.identity, state.identity)
    with Store(state.results):
        pass
    publish(folder, catalog=made.catalog, now=NOW)
    return ConsortiumState(state=state, catalog=made.catalog)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "viewer"), OPEN)
def test_every_page_opens_and_names_no_judge(open_page, empty, page, viewer, language):
    at = open_page(empty, page, viewer, language)
    assert not at.exception
    shown = words(at)
    head = catalogue(language)["app.footer_build"].partition("{")[0]
    assert head in shown
    assert (
        catalogue(language)["app.footer"].partition("{")[0] + catalogue(language)["app.none"]
        not in shown
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_what_comes_and_when(open_page, empty, language):
    texts = catalogue(language)
    shown = words(open_page(empty, "overview", "public", language))
    assert texts["overview.before_title"] in shown
    assert "2026-11-23 00:00 JST" in shown
    assert texts["news.none"] not in shown
    shown = words(open_page(empty, "company", "company-aoba-motors", language))
    assert texts["company.before"] in shown
    assert texts["overview.onward"] in shown
    shown = words(open_page(empty, "me", "learner", language))
    assert texts["me.unknown"] in shown
    assert texts["me.best"] not in shown


def test_a_file_that_is_no_notebook_leaves_the_isolation_level_of_the_board_alone(own):
    for key, wanted in (("notebook", "4"), ("type", "0")):
        refuse(own, key)
        publish(own.state.path, catalog=own.catalog, now=NOW)
        level = Board(scope_file(own.state.boards, "admin")).meta["isolation_level"]
        assert level == wanted, key


def refuse(state: ConsortiumState, key: str) -> None:
    """Record a verdict of something that ran at no level."""
    arrival = Arrival(
        learner=YOU, course="c1", assignment="pairs", notebook="pairs.ipynb", language="en",
        arrival=key, data=key.encode(), submitted_at=NOW - timedelta(hours=1), demo=True,
    )  # fmt: skip
    verdict = Verdict(
        exercise="bell-pair", version=1, outcome=Outcome.FORM_ERROR,
        reason=Reason(key=key, params={"code": "not-json", "en": "cut", "ja": "途中まで"}),
        points=0, max_points=10_000, cost=None, merit=None, metrics={}, method="",
    )  # fmt: skip
    judged = Judged(
        verdict=verdict, digest="d" * 64, judge_version="0.1.0", isolation_level=0,
        wall_s=0.0, cpu_s=0.0, peak_mib=0.0,
    )  # fmt: skip
    with state.open_store() as store:
        store.queue.arrive(arrival)
        lease = store.queue.lease("test", NOW, 60)
        assert lease is not None
        store.queue.complete(lease, [judged], NOW)
