import itertools

import pytest

from leaderboard.board import LeaderboardError
from leaderboard.scope import ALLOWED, PUBLIC, Viewer, read_settings, viewers
from leaderboard.server import LOOPBACK, command
from tests.leaderboard.consortium_state import COMPANIES, COURSES

ARGUMENTS = ["--state", "/x", "--demo", "--learner", "l-000001"]


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.168.1.5", "example.org"])
def test_the_demo_is_refused_on_other_than_loopback(address, tmp_path):
    settings = read_settings(ARGUMENTS, address)
    assert not settings.demo
    assert viewers(settings) == (PUBLIC,)
    if address is not None:
        with pytest.raises(LeaderboardError, match=r"127\.0\.0\.1 only"):
            command(tmp_path, demo=True, address=address)


def test_without_demo_there_is_only_the_public_viewer(published):
    arguments = ["--state", str(published.state.path), "--learner", "l-000001"]
    assert viewers(read_settings(arguments, "127.0.0.1")) == (PUBLIC,)


def test_the_demo_offers_you_first_then_the_public_and_all_others(published):
    arguments = ["--state", str(published.state.path), "--demo", "--learner", "l-000900"]
    codes = [v.code for v in viewers(read_settings(arguments, "127.0.0.1"))]
    companies = [f"company-{company}" for company in sorted(COMPANIES)]
    courses = [f"course-{course}" for course in sorted(COURSES)]
    assert codes == ["learner", "public", *companies, *courses, "admin"]


def test_each_viewer_reads_one_file():
    assert Viewer("public").board == "public"
    assert Viewer("learner", "l-1").board == "member"
    assert Viewer("admin").board == "admin"
    assert Viewer("course-taster").board == "course-taster"
    assert (Viewer("course-taster").kind, Viewer("course-taster").course) == (
        "instructor",
        "taster",
    )
    assert Viewer("company-aoba-motors").board == "company-aoba-motors"
    assert Viewer("company-aoba-motors").company == "aoba-motors"
    assert Viewer("admin").company == ""


def test_pages_are_open_as_the_table_of_scopes_says():
    assert not any(Viewer("public").may_open(page) for page in ("company", "me"))
    assert not Viewer("learner").may_open("company")
    assert not Viewer("company-x").may_open("me")
    for page in ("company", "me"):
        assert not Viewer("course-taster").may_open(page)
    assert not Viewer("admin").may_open("me")
    assert all(Viewer("admin").may_open(page) for page in ALLOWED if page != "me")


def test_the_server_is_started_without_telemetry_tracebacks_or_watching(tmp_path):
    line = " ".join(command(tmp_path, 8123, demo=True, learner="l-000001"))
    for part in (
        "--server.address 127.0.0.1", "--server.port 8123", "--browser.gatherUsageStats false",
        "--client.showErrorDetails none", "--client.showErrorLinks false",
        "--server.fileWatcherType none", f"-- --state {tmp_path} --demo --learner l-000001",
    ):  # fmt: skip
        assert part in line
    assert "--demo" not in command(tmp_path, 8123)


def test_a_name_that_is_given_this_machines_address_is_not_answered(tmp_path):
    def hosts(line):
        return {b for a, b in itertools.pairwise(line) if a == "--server.allowedHosts"}

    assert hosts(command(tmp_path, demo=True)) == set(LOOPBACK)
    assert hosts(command(tmp_path)) == set()
    auth = tmp_path / "auth.toml"
    auth.write_text(
        '[auth]\nredirect_uri = "https://board.example.org/oauth2callback"\nclient_id = "q"\n'
        f'cookie_secret = "{"0" * 32}"\nclient_secret = "s"\n'
        'server_metadata_url = "https://id.example.org/.well-known/openid-configuration"\n'
    )
    auth.chmod(0o600)
    assert hosts(command(tmp_path)) == {*LOOPBACK, "board.example.org"}
