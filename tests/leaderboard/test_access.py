"""Who may sign in as what, what people decide, and the two files behind it."""

import hashlib
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta

import pytest

from grader.errors import UsageError
from grader.identity import Identity
from grader.inbox import read_decisions
from leaderboard.access import ACCESS_KEY, Access
from leaderboard.board import BoardInvalid, BoardMissing, LeaderboardError
from leaderboard.grants import apply_inbox, publish_access
from leaderboard.history import kept
from leaderboard.inbox import Inbox
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.publish import back, publish
from leaderboard.purpose import PARTS, PURPOSE_VERSION
from leaderboard.scope import Settings, viewers
from leaderboard.server import check_auth, command
from leaderboard.signin import SignedIn, sign_in
from tests.leaderboard.consortium_state import NOW, YOU

T = int(NOW.timestamp())
CLAIMS = {
    "is_logged_in": True, "email": "Ada@Example.org", "email_verified": True, "iat": T,
}  # fmt: skip
AUTH = """[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "qskills"
client_secret = "s"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""


@pytest.fixture
def known(own):
    """A state in which `YOU` has a login and has agreed; nothing but access is published."""
    with Identity(own.state.identity) as identity:
        identity.set_account(YOU, "ada@example.org")
        identity.decide(YOU, "terms", given=True, text_version=PURPOSE_VERSION, now=NOW)
    publish_access(own.state, T)
    return own


def signed(state, now=T, **claims):
    return sign_in(state.state.path, {**CLAIMS, **claims}, {}, now)


def test_a_person_may_have_several_roles(known):
    with Identity(known.state.identity) as identity:
        identity.grant(YOU, "instructor", "taster")
        identity.grant(YOU, "instructor", "c0")
        identity.grant(YOU, "administrator")
    publish_access(known.state, T)
    who = signed(known)
    assert who.viewers == ("learner", "course-c0", "course-taster", "admin")
    settings = Settings(state=known.state.path, demo=False, learner="", sign_in=True)
    for name in ("member.db", "course-taster.prev", "admin.db"):
        (known.state.boards / name).touch()
    # c0 is no more: nobody looks at a board that is never published.
    offered = viewers(settings, who)
    assert [v.code for v in offered] == ["learner", "course-taster", "admin", "public"]
    assert [v.learner for v in offered] == [YOU, "", "", ""]


def test_a_role_that_was_taken_away_is_gone_even_after_going_back(known):
    with Identity(known.state.identity) as identity:
        identity.grant(YOU, "administrator")
    first = publish(known.state.path, catalog=known.catalog, now=NOW)
    assert "admin" in signed(known).viewers
    with Identity(known.state.identity) as identity:
        assert identity.withdraw(YOU, "administrator") == 1
    publish(known.state.path, catalog=known.catalog, now=NOW + timedelta(minutes=1))
    assert signed(known).viewers == ("learner",)
    assert first.build_id in {one.build_id for one in kept(known.state.boards)}
    back(known.state.path, first.build_id)
    assert signed(known).viewers == ("learner",)
    assert not list(known.state.boards.rglob("history/*/access.*"))


def test_the_file_names_no_login_and_the_key_is_not_the_secret(known):
    data = (known.state.boards / "access.db").read_bytes()
    key = known.state.boards / ACCESS_KEY
    assert b"ada" not in data
    assert b"aoba" not in data.replace(b"company-aoba-motors", b"")
    assert bytes.fromhex(key.read_text()) != known.state.secret()
    for path in (key, known.state.boards / "access.db"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert hashlib.sha256(b"ada@example.org").hexdigest().encode() not in data


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, "in"),
        ({"email": "bob@example.org"}, "unknown"),
        ({"email": ""}, "unknown"),
        ({"email": "ada@example.org%"}, "unknown"),
        ({"email": "ADA@Example.ORG"}, "in"),
        ({"email": "\uff41da@example.org"}, "unknown"),  # looks like it, and is another
        ({"email": "ada@example.\u017frg"}, "unknown"),
        ({"email_verified": False}, "unknown"),
        ({"email_verified": None}, "unknown"),
        ({"email_verified": True}, "in"),
        ({"is_logged_in": False}, "out"),
        ({"iat": T - 12 * 3600}, "expired"),
        ({"iat": None}, "expired"),
    ],
)
def test_only_a_fresh_verified_known_account_is_signed_in(known, claims, status):
    who = signed(known, **claims)
    assert who.status == status
    assert bool(who.viewers) == (status == "in")


def test_a_provider_that_verifies_all_its_addresses_may_be_trusted(known):
    claims = {**CLAIMS, "email_verified": None}
    path = known.state.path
    assert sign_in(path, claims, {"trust_email": True}, T).status == "in"
    assert sign_in(path, claims, {"trust_email": "yes"}, T).status == "unknown"
    assert sign_in(path, {**claims, "oid": "ada@example.org"}, {"claim": "oid"}, T).status == "in"


def test_a_login_is_one_persons_whatever_its_case(known):
    with Identity(known.state.identity) as identity:
        other = next(p.learner_id for p in identity.people() if p.learner_id != YOU)
        with pytest.raises(UsageError, match="is that of"):
            identity.set_account(other, "ADA@example.org")
        with pytest.raises(UsageError, match="is that of"):
            identity.enrol("aoba-motors", NOW, account=" Ada@Example.org")
        identity.set_account(YOU, "ADA@example.org")


def test_a_damaged_file_or_key_signs_nobody_in(known):
    (known.state.boards / ACCESS_KEY).write_text("00")
    with pytest.raises(BoardInvalid, match="damaged"):
        signed(known)
    path = known.state.boards / "access.db"
    path.rename(path.with_suffix(".prev"))
    with pytest.raises(BoardMissing):
        Access.of(known.state.boards)


def test_another_version_of_the_text_asks_again(known):
    with Identity(known.state.identity) as identity:
        identity.decide(YOU, "terms", given=True, text_version="2020-01", now=NOW)
    publish_access(known.state, T)
    assert signed(known).status == "purpose"


def test_a_decision_holds_at_once_and_is_recorded_once(known):
    inbox = Inbox(known.state.inbox)
    inbox.decide(YOU, "show-company", given=True, text_version=PURPOSE_VERSION)
    assert signed(known).agreed("show-company")
    with Identity(known.state.identity) as identity:
        assert apply_inbox(known.state, identity) == 1
        assert apply_inbox(known.state, identity) == 0
        assert identity.known(YOU).show_company
        ours = [d.given for d in identity.decisions(YOU) if d.purpose == "show-company"]
        assert ours == [False, True]  # that of the roster, and this one
    assert stat.S_IMODE(known.state.inbox.stat().st_mode) == 0o600


def test_a_crash_within_taking_in_records_nothing_twice(known, monkeypatch):
    inbox = Inbox(known.state.inbox)
    for given in (True, False, True):
        inbox.decide(YOU, "show-name", given=given, text_version=PURPOSE_VERSION)

    class Crash(Exception):
        pass

    def broken():
        yield from read_decisions(known.state.inbox)[:2]
        raise Crash

    with Identity(known.state.identity) as identity:
        with pytest.raises(Crash):
            identity.take_in(broken())
        before = len(identity.decisions(YOU))
        assert apply_inbox(known.state, identity) == 3
        assert len(identity.decisions(YOU)) == before + 3
        assert identity.known(YOU).show_name


def test_decisions_of_somebody_erased_are_left_out(known):
    Inbox(known.state.inbox).decide(YOU, "show-name", given=True, text_version=PURPOSE_VERSION)
    with Identity(known.state.identity) as identity:
        assert identity.erase(YOU)
        assert apply_inbox(known.state, identity) == 0
    publish_access(known.state, T)
    assert signed(known).status == "unknown"


def test_the_inbox_only_grows(known):
    inbox = Inbox(known.state.inbox)
    inbox.decide(YOU, "show-name", given=True, text_version="x")
    inbox.note_view(YOU, "admin", "exercise", "bell-pair")
    for table in ("decision", "viewed"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET at = 0"):
            with (
                closing(sqlite3.connect(known.state.inbox)) as db,
                pytest.raises(sqlite3.IntegrityError, match="only added"),
            ):
                db.execute(sql)
    with pytest.raises(LeaderboardError):
        inbox.decide(YOU, "administrator", given=True, text_version="x")


def test_the_text_has_the_version_that_was_agreed_to():
    """A text that changes gets a new `PURPOSE_VERSION` and, here, a new digest."""
    keys = [f"purpose.{part}{end}" for part in PARTS for end in ("", "_title")]
    words = "\n".join(catalogue(language)[key] for language in LANGUAGES for key in keys)
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    assert (PURPOSE_VERSION, digest) == ("2026-11-2", "bbeaf43f7a648c37")


def test_settings_of_sign_in_are_checked_before_the_server_starts(tmp_path):
    path = tmp_path / "auth.toml"
    path.write_text(AUTH)
    path.chmod(0o640)
    with pytest.raises(LeaderboardError, match="chmod 600"):
        command(tmp_path)
    path.chmod(0o600)
    line = command(tmp_path, address="0.0.0.0")
    assert str(path) == line[line.index("--secrets.files") + 1]
    assert not any("cookie_secret" in part or "0123456789abcdef" in part for part in line)
    for old, new, word in (
        ('client_id = "qskills"', "", "client_id"),
        ("0123456789abcdef0123456789abcdef", "short", "cookie_secret"),
        ("/oauth2callback", "/", "oauth2callback"),
        ("https://id", "http://id", "https"),
    ):
        path.write_text(AUTH.replace(old, new))
        with pytest.raises(LeaderboardError, match=word):
            check_auth(path)


def test_nobody_is_signed_in_without_a_provider(published):
    settings = Settings(state=published.state.path, demo=False, learner="")
    assert [v.code for v in viewers(settings, SignedIn("off"))] == ["public"]
