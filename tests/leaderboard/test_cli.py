import json
import re

from click.testing import CliRunner

from grader.cli.main import main
from leaderboard.board import Board, scope_file
from tests.leaderboard.challenged import CHALLENGES

runner = CliRunner()


def run(*arguments: str):
    return runner.invoke(main, list(arguments))


def test_standings_print_every_company_from_the_board_files(published):
    done = run("--state", str(published.state.path), "standings")
    assert done.exit_code == 0, done.output
    assert "Sora Electronics" in done.output
    assert "withheld" in done.output
    assert (
        "空エレクトロニクス"
        in run("standings", "--state", str(published.state.path), "--lang", "ja").output
    )


def test_standings_as_json_hold_the_values_of_the_board(published):
    done = run("standings", "--state", str(published.state.path), "--json")
    shown = json.loads(done.output)
    assert shown["period"] == "2026-W46"
    assert len(shown["companies"]) == 8
    assert {"rank", "company_id", "median", "status"} <= shown["companies"][0].keys()


def test_publish_prints_what_it_wrote(own):
    done = run(
        "--content", str(own.catalog.root), "--state", str(own.state.path), "publish", "--json"
    )
    assert done.exit_code == 0, done.output
    assert "public" in json.loads(done.output)["scopes"]
    assert (own.state.boards / "public.db").exists()


def test_errors_name_the_cure_and_exit_with_three(tmp_path):
    for command in ("publish", "standings", "records"):
        done = run(command, "--state", str(tmp_path / "nothing"))
        assert done.exit_code == 3
        assert "qskills" in done.stderr


def test_help_has_an_example():
    for command in ("publish", "standings", "records"):
        assert re.search(r"Examples?:\s+qskills", run(command, "--help").output)


def test_records_print_every_challenge_of_the_member_board(challenged):
    own = challenged
    done = run("records", "--state", str(own.state.path), "--json")
    assert done.exit_code == 0, done.output
    shown = {one["challenge"]: one for one in map(json.loads, done.output.splitlines())}
    assert shown.keys() == CHALLENGES.keys()
    board = Board(scope_file(own.state.boards, "member"))
    for row in board.records():
        one = shown[row["exercise_id"]]["records"][row["ord"] - 1]
        assert (one["handle"], one["verdict"]) == (row["handle"], row["result_id"])
        assert (one["company"] is None) == (row["company_id"] is None)
    plain = run("--state", str(own.state.path), "records", "--lang", "ja").output
    assert "6個のCXによるトフォリ" in plain
    assert board.records()[-1]["handle"] in plain
