"""What ends a sign-in, what settings could widen it, and pages that stand open meanwhile."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from grader.identity import Identity
from grader.inbox import read_decisions, read_views
from leaderboard.board import LeaderboardError
from leaderboard.grants import publish_access
from leaderboard.inbox import Inbox
from leaderboard.messages import catalogue
from leaderboard.purpose import PURPOSE_VERSION
from leaderboard.scope import read_settings
from leaderboard.server import APP, check_auth, command
from leaderboard.signin import OFF, SignedIn, sign_in, still
from tests.leaderboard.consortium_state import EXERCISES, NOW, YOU
from tests.leaderboard.test_access import AUTH, CLAIMS, T


@pytest.fixture
def known(own):
    with Identity(own.state.identity) as identity:
        identity.set_account(YOU, "ada@example.org")
        identity.decide(YOU, "terms", given=True, text_version=PURPOSE_VERSION, now=NOW)
        identity.grant(YOU, "administrator")
    publish_access(own.state, T)
    return own.state.path


@pytest.fixture
def auth(tmp_path):
    def write(text: str):
        path = tmp_path / "auth.toml"
        path.touch(mode=0o600)
        path.write_text(text)
        return path

    return write


@pytest.mark.parametrize("iat", [T + 3600, T * 1000, "soon", str(T), [T], float("nan"), True])
def test_a_token_of_another_time_signs_nobody_in(known, iat):
    assert sign_in(known, {**CLAIMS, "iat": iat}, {}, T).status == "expired"


def test_a_page_that_stands_open_acts_no_longer_than_its_sign_in(known, own):
    signed = sign_in(known, CLAIMS, {"hours": 2}, T)
    assert still(known, signed, "learner", T + 7199)
    assert not still(known, signed, "learner", T + 7200)
    assert still(known, signed, "admin", T)
    with Identity(own.state.identity) as identity:
        identity.withdraw(YOU, "administrator")
    publish_access(own.state, T + 1)
    assert not still(known, signed, "admin", T + 1)
    assert still(known, signed, "learner", T + 1)
    with Identity(own.state.identity) as identity:
        identity.set_account(YOU, "ada@elsewhere.org")
    publish_access(own.state, T + 2)
    assert not still(known, signed, "learner", T + 2)
    assert still(known, OFF, "learner", T)  # the demo


def test_a_login_that_went_to_another_person_acts_for_neither(known, own):
    signed = sign_in(known, CLAIMS, {}, T)
    with Identity(own.state.identity) as identity:
        other = next(p.learner_id for p in identity.people() if p.learner_id != YOU)
        identity.set_account(YOU, "ada@elsewhere.org")
        identity.set_account(other, "ada@example.org")
    publish_access(own.state, T + 1)
    assert not still(known, signed, "learner", T + 1)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ('[auth.other]\nclient_id = "o"\n', "one provider"),
        ('[sign_in]\nhours = "12"\n', "hours"),
        ("[sign_in]\nhours = true\n", "hours"),
        ("[sign_in]\nhours = 0\n", "hours"),
        ("[sign_in]\nhours = 100000\n", "hours"),
        ("[sign_in]\nhours = nan\n", "hours"),
        ('[sign_in]\nclaim = ""\n', "claim"),
        ('[sign_in]\ntrust_email = "false"\n', "trust_email"),
        ("[sign_in]\ntrust_emails = true\n", "trust_emails"),
        ("sign_in = 3\n", "auth"),
    ],
)
def test_settings_that_would_widen_sign_in_are_refused(auth, more, word):
    text = more + AUTH if more.startswith("sign_in") else AUTH + more
    with pytest.raises(LeaderboardError, match=word):
        check_auth(auth(text))


def test_settings_that_are_sound_are_taken(auth):
    check_auth(auth(AUTH + '[sign_in]\nhours = 0.5\nclaim = "sub"\ntrust_email = false\n'))
    check_auth(auth(AUTH + '[auth.client_kwargs]\nscope = "openid email"\n'))


def test_settings_that_come_after_the_start_do_not_count(auth, tmp_path):
    def signs_in(line: list[str]) -> bool:
        return read_settings(line[line.index("--") + 1 :], "127.0.0.1").sign_in

    before = command(tmp_path)
    path = auth(AUTH)
    assert not signs_in(before)
    assert signs_in(command(tmp_path))
    assert not signs_in(command(tmp_path, demo=True))
    after = command(tmp_path)
    path.unlink()
    assert not signs_in(after)


def test_neither_a_file_nor_a_variable_beside_the_server_opens_it(tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        '[server]\nenableCORS = false\nenableXsrfProtection = false\nenableAgentApi = true\n'
        'trustedUserHeaders = { "X-Mail" = "email", "X-In" = "is_logged_in" }\n'
    )  # fmt: skip
    line = command(tmp_path)
    flags = line[line.index("run") + 2 : line.index("--")]
    code = (
        "import sys\nfrom streamlit import config\nfrom streamlit.web import bootstrap\n"
        "flags = dict(zip(*[iter(sys.argv[1:])] * 2))\n"
        "bootstrap.load_config_options({k[2:].replace('.', '_'): v for k, v in flags.items()})\n"
        "for name in ('enableCORS', 'enableXsrfProtection', 'enableAgentApi'):\n"
        "    print(config.get_option(f'server.{name}'))\n"
        "from streamlit.web.server import server_util\n"
        "print(config.get_option('server.trustedUserHeaders'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *flags],
        cwd=tmp_path, env={"PATH": "", "HOME": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    cors, xsrf, agent, headers = done.stdout.split()
    assert (cors.lower(), xsrf.lower(), agent.lower()) == ("true", "true", "false")
    assert headers == "{}"


@pytest.fixture
def open_page(own_published, monkeypatch):
    """A page run by Streamlit without a browser."""
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")

    def open_(page, *arguments, **query):
        argv = [str(APP), "--state", str(own_published.state.path), *arguments]
        monkeypatch.setattr(sys, "argv", argv)
        at = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in {"lang": "en", **query}.items():
            at.query_params[name] = value
        at.switch_page(f"views/{page}.py")
        return at.run()

    yield open_
    config.set_option("server.address", before)


def test_the_log_names_what_was_chosen_and_no_words_of_the_address(
    open_page, own_published, monkeypatch
):
    # Streamlit has no sign-in without a browser; what is tested is what follows on it.
    signed = SignedIn("in", "boss@example.org", "l-000904", ("admin",), {}, T)
    monkeypatch.setattr("leaderboard.views.session._signed_in", lambda _: signed)

    def noted(page):
        views = read_views(own_published.state.inbox)
        return [v.subject for v in views if (v.actor, v.page) == ("l-000904", page)]

    at = open_page("exercise", ex="<b>x\x1b[2J\nforged")
    chosen = at.selectbox(key="choose-ex")
    assert noted("exercise") == ["", chosen.value]
    other = next(code for code in EXERCISES if code != chosen.value)
    chosen.set_value(other).run()
    assert noted("exercise")[-1] == other
    open_page("company", company="midori-bank")
    assert noted("company") == ["", "midori-bank"]


def test_nothing_is_shown_of_persons_that_could_not_be_noted(open_page, own_published, monkeypatch):
    signed = SignedIn("in", "boss@example.org", "l-000904", ("admin",), {}, T)
    monkeypatch.setattr("leaderboard.views.session._signed_in", lambda _: signed)
    own_published.state.inbox.write_bytes(b"no database" * 100)
    at = open_page("exercise")
    assert not at.exception
    said = "".join(e.proto.body for e in at.get("html") if "<style>" not in e.proto.body)
    assert catalogue("en")["notice.broken_title"] in said
    assert "qubit-" not in said


def test_a_switch_never_says_what_was_not_recorded(open_page, own_published):
    me = open_page("me", "--demo", "--learner", YOU, viewer="learner")
    inbox = own_published.state.inbox
    failed = catalogue("en")["privacy.failed"]
    Inbox(inbox).note_view(YOU, "learner", "export")  # makes the file
    with closing(sqlite3.connect(inbox)) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON decision BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    switch = me.toggle(key="qs_show_name")
    shown = switch.value
    me.toggle(key="qs_show_name").set_value(not shown).run()
    assert not me.exception
    assert me.toggle(key="qs_show_name").value == shown
    assert any(failed in element.proto.body for element in me.get("html"))
    with closing(sqlite3.connect(inbox)) as db:
        db.execute("DROP TRIGGER full")
    me.toggle(key="qs_show_name").set_value(not shown).run()
    assert me.toggle(key="qs_show_name").value != shown
    assert not any(failed in element.proto.body for element in me.get("html"))
    assert [d.given for d in read_decisions(inbox)] == [not shown]
