"""Sign-in with a real OpenID Connect provider, in a real Chromium."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Cookie, Page, expect

from grader.identity import Identity, Person
from grader.inbox import read_decisions, read_views
from leaderboard.messages import catalogue
from leaderboard.own import Own
from leaderboard.publish import publish
from leaderboard.purpose import PURPOSE_VERSION
from tests.browser.board_server import open_tab
from tests.browser.oidc import board, press, provider, ready, sign_in
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState
from tests.leaderboard.shared import copy_of

pytestmark = pytest.mark.browser

COURSE = "taster"
# By subject: learner id, primary role, and roles beside it.
PEOPLE = {
    "you": (YOU, "learner", ()),
    "both": ("l-000901", "learner", (("instructor", COURSE),)),
    "viewer": ("l-000902", "viewer", ()),
    "teacher": ("l-000903", "instructor", (("instructor", COURSE),)),
    "boss": ("l-000904", "administrator", ()),
    "fresh": ("l-000905", "learner", ()),
}
EN, JA = catalogue("en"), catalogue("ja")


@dataclass(frozen=True)
class World:
    """The served state, a copy of it that nobody serves, and where provider and board are."""

    made: ConsortiumState
    spare: ConsortiumState
    issuer: str
    root: str


def enrol(made: ConsortiumState) -> None:
    """Give people logins and roles; all but ``fresh`` have agreed."""
    with Identity(made.state.identity) as identity:
        for number, (subject, (learner, role, more)) in enumerate(PEOPLE.items()):
            if identity.find(learner_id=learner) is None:
                identity.put_person(
                    Person(
                        learner_id=learner,
                        company_id="aoba-motors",
                        handle=f"qubit-00aa{number:02x}",
                        role=role,
                        joined_at=NOW - timedelta(days=9),
                    )
                )
            identity.set_account(learner, f"{subject}@example.org")
            for granted, course in more:
                identity.grant(learner, granted, course)
            if subject != "fresh":
                identity.decide(learner, "terms", given=True, text_version=PURPOSE_VERSION, now=NOW)


@pytest.fixture(scope="module")
def world(published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = copy_of(published, tmp_path_factory.mktemp("signin"))
    enrol(made)
    publish(made.state.path, catalog=made.catalog, now=NOW)
    spare = copy_of(made, tmp_path_factory.mktemp("spare"))
    claims = {
        name: {"email": f"{name.title()}@Example.org", "email_verified": True}
        for name in (*PEOPLE, "stranger")
    }
    claims["forger"] = {"email": "boss@example.org", "email_verified": False}
    folder = tmp_path_factory.mktemp("provider")
    with (
        provider(claims, folder / "provider.log") as issuer,
        board(made.state.path, issuer) as root,
    ):
        yield World(made, spare, issuer, root)


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, world: World) -> Callable[[str], AbstractContextManager[Page]]:
    """Open a tab of somebody who has signed in before; the first time they do so here."""
    kept: dict[str, list[Cookie]] = {}

    @contextmanager
    def open_as(subject: str) -> Iterator[Page]:
        with contextmanager(open_tab)(chromium, 1280) as tab:
            if subject in kept:
                tab.context.add_cookies(kept[subject])
            else:
                sign_in(tab, world.root, subject)
                kept[subject] = tab.context.cookies(world.root)
            yield tab

    return open_as


def choices(tab: Page) -> list[str]:
    tab.locator(
        ".st-key-viewer [data-baseweb=select], .st-key-viewer [role=combobox]"
    ).first.click()
    names = tab.get_by_role("option").all_inner_texts()
    tab.keyboard.press("Escape")
    return names


def test_the_first_request_to_a_closed_page_of_a_fresh_server_shows_nothing(tab, world):
    for page in ("company", "me", "devices"):
        tab.goto(f"{world.root}/{page}?lang=en&viewer=admin&learner={YOU}")
        shown = ready(tab)
        assert EN["notice.closed_title"] in shown
        assert "Aoba" not in shown
        assert "qubit-c0ffee" not in shown


def test_a_learner_signs_in_sees_own_results_and_signs_out(tab, world):
    shown = sign_in(tab, world.root, "you")
    assert EN["overview.standings"] in shown
    tab.goto(f"{world.root}/me?lang=en")
    assert "qubit-c0ffee" in ready(tab)
    press(tab, "qs_sign_out")
    # The provider asks whether its own session should end as well.
    tab.get_by_role("button", name="End session").click(timeout=60_000)
    tab.wait_for_url(f"{world.root}/**", timeout=60_000)
    tab.goto(f"{world.root}/me?lang=en")
    shown = ready(tab)
    assert EN["notice.closed_title"] in shown
    assert "qubit-c0ffee" not in shown


def test_the_chosen_language_outlives_sign_in(tab, world):
    assert JA["overview.standings"] not in sign_in(tab, world.root, "boss")
    tab.context.clear_cookies()
    assert JA["overview.standings"] in sign_in(tab, world.root, "boss", path="?lang=ja")
    expect(tab).to_have_url(re.compile("lang=ja"))


@pytest.mark.slow
def test_each_role_opens_its_own_board_and_no_other(signed_in, world):
    wanted = {
        "viewer": ["Viewer of Aoba Motors", "Public"],
        "teacher": ["Instructor of", "Public"],
        "boss": ["Administrator", "Public"],
        "both": ["You, as a learner", "Instructor of", "Public"],
    }
    for subject, names in wanted.items():
        with signed_in(subject) as tab:
            if tab.url == "about:blank":
                tab.goto(f"{world.root}/?lang=en")
                ready(tab)
            found = choices(tab)
            assert len(found) == len(names), (subject, found)
            assert all(name in one for name, one in zip(names, found, strict=True))


@pytest.mark.slow
def test_what_the_browser_sends_does_not_change_who_looks(signed_in, world):
    with signed_in("you") as tab:
        for viewer in ("admin", "company-aoba-motors", f"course-{COURSE}", "company-kumo-device"):
            tab.set_extra_http_headers(
                {"X-Forwarded-User": "boss@example.org", "Remote-User": "boss"}
            )
            tab.goto(f"{world.root}/company?lang=en&viewer={viewer}&demo=1&learner=l-000001")
            assert EN["notice.closed_title"] in ready(tab), viewer
            tab.goto(f"{world.root}/me?lang=en&viewer={viewer}&learner=l-000001")
            assert "qubit-c0ffee" in ready(tab)


def test_a_cookie_that_was_changed_signs_nobody_in(signed_in, world):
    with signed_in("you") as tab:
        tab.goto(f"{world.root}/me?lang=en")
        assert "qubit-c0ffee" in ready(tab)
        cookies = [c for c in tab.context.cookies() if c["name"] == "_streamlit_user"]
        assert cookies
        tab.context.clear_cookies()
        value = cookies[0]["value"]
        middle = len(value) // 3
        forged = value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :]
        tab.context.add_cookies([{**cookies[0], "value": forged}])
        tab.goto(f"{world.root}/me?lang=en")
        shown = ready(tab)
        assert EN["signin.in"] in shown
        assert "qubit-c0ffee" not in shown


@pytest.mark.parametrize("subject", ["stranger", "forger"])
def test_an_account_that_nobody_has_sees_a_page_that_says_so(tab, world, subject):
    shown = sign_in(tab, world.root, subject)
    assert EN["signin.unknown_title"] in shown
    assert "qubit-" not in shown
    press(tab, "qs_later")
    tab.wait_for_selector(".st-key-qs_later", state="detached")
    assert EN["overview.title"] in ready(tab)


def test_nothing_opens_before_the_purpose_text_is_agreed_to(tab, world):
    for page in ("?lang=en", "me?lang=en", "company?lang=en&viewer=admin"):
        shown = (
            sign_in(tab, world.root, "fresh")
            if page == "?lang=en"
            else (tab.goto(f"{world.root}/{page}"), ready(tab))[1]
        )
        assert EN["purpose.title"] in shown
        assert "qubit-" not in shown
    tab.goto(f"{world.root}/me?lang=en")
    ready(tab)
    press(tab, "qs_agree")
    tab.wait_for_selector(".st-key-qs_agree", state="detached")
    ready(tab)
    assert EN["purpose.title"] not in ready(tab)
    ours = [d for d in read_decisions(world.made.state.inbox) if d.learner_id == "l-000905"]
    assert [(d.purpose, d.given, d.text_version) for d in ours] == [
        ("terms", True, PURPOSE_VERSION)
    ]


def test_views_of_persons_are_noted_and_the_note_cannot_be_changed(signed_in, world):
    with signed_in("boss") as tab:
        for page in ("", "exercise"):
            tab.goto(f"{world.root}/{page}?lang=en&ex=toffoli-6cx")
            assert EN["page.exercise"] in ready(tab)
            tab.wait_for_selector(".qs-foot")
    seen = {(v.actor, v.viewer, v.page, v.subject) for v in read_views(world.made.state.inbox)}
    assert ("l-000904", "admin", "overview", "") in seen
    assert ("l-000904", "admin", "exercise", "toffoli-6cx") in seen
    # Nobody's look at their own page is noted; what they saved is.
    assert not {actor for actor, _, page, _ in seen if page != "export"} & {YOU, "l-000902"}
    with (
        sqlite3.connect(world.made.state.inbox) as db,
        pytest.raises(sqlite3.IntegrityError, match="only added"),
    ):
        db.execute("DELETE FROM viewed")


def test_switches_of_privacy_are_noted_and_the_own_data_are_saved(signed_in, world):
    """The learner's own hand: the boards follow with the next publish, their copy at once."""
    with signed_in("you") as tab:
        tab.goto(f"{world.root}/me?lang=en")
        assert EN["privacy.pending"] not in ready(tab)
        for word in ("show_name", "show_company"):
            switch = tab.locator(f".st-key-qs_{word}").get_by_role("switch")
            before = switch.is_checked()
            tab.locator(f".st-key-qs_{word} label").first.click()
            expect(switch).to_be_checked(checked=not before, timeout=60_000)
            tab.get_by_text(EN["privacy.pending"]).wait_for(timeout=60_000)
        ready(tab)
        mine = [d for d in read_decisions(world.made.state.inbox) if d.learner_id == YOU]
        decided = {d.purpose: d.given for d in mine}
        assert decided.keys() >= {"show-name", "show-company"}
        tab.reload()  # what was decided is there again
        assert EN["privacy.pending"] in ready(tab)
        for purpose, given in decided.items():
            if purpose != "terms":
                switch = tab.locator(f".st-key-qs_{purpose.replace('-', '_')}").get_by_role(
                    "switch"
                )
                expect(switch).to_be_checked(checked=given)
        with tab.expect_download(timeout=60_000) as download:
            press(tab, "qs_own_data")
        saved = json.loads(Path(download.value.path()).read_bytes())
    assert saved["learner"] == YOU
    assert {(d["purpose"], bool(d["given"])) for d in saved["decisions"]} >= decided.items()
    own = Own.of(world.made.state.boards, YOU)
    assert len(saved["attempt"]) == len(own.attempts())
    assert not set(re.findall(r"l-\d{6}", json.dumps(saved))) - {YOU}
    noted = {(v.actor, v.page) for v in read_views(world.made.state.inbox)}
    assert (YOU, "export") in noted


@pytest.mark.slow
def test_a_sign_in_ends(tab, world):
    with board(world.spare.state.path, world.issuer, hours=1e-9) as root:
        tab.goto(f"{root}/me?lang=en")
        ready(tab)
        press(tab, "qs_sign_in")
        tab.get_by_role("button", name="you", exact=True).click()
        tab.wait_for_url(f"{root}/**")
        tab.get_by_text(EN["signin.expired_title"]).wait_for(timeout=60_000)
        assert "qubit-c0ffee" not in ready(tab)
