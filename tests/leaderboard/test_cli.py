import json

from click.testing import CliRunner

from grader.cli.main import main

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
    for command in ("publish", "standings"):
        done = run(command, "--state", str(tmp_path / "nothing"))
        assert done.exit_code == 3
        assert "qskills" in done.stderr


def test_help_has_an_example():
    for command in ("publish", "standings"):
        assert "Example: qskills" in run(command, "--help").output
