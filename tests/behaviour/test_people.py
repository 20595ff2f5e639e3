"""`qskills people`: a roster is recorded whole or not at all."""

from tests.printed import lines


def test_a_roster_gives_every_account_an_id_that_it_keeps(qskills, tmp_path):
    state = ("--state", tmp_path / "state")
    assert qskills(*state, "init", "--demo").returncode == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("account,company,role\nada,tengu-bank,\nbo,fujin-motors,instructor\n")
    first = qskills(*state, "people", "import", roster)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["ada,l-000001", "bo,l-000002"]
    roster.write_text(roster.read_text() + "cy,tengu-bank,learner\n")
    second = qskills(*state, "people", "import", roster)
    assert second.stdout.splitlines() == [*first.stdout.splitlines(), "cy,l-000003"]
    listed = lines(qskills(*state, "people", "list", "--json"))
    assert [(p["learner"], p["company"], p["role"]) for p in listed] == [
        ("l-000001", "tengu-bank", "learner"),
        ("l-000002", "fujin-motors", "instructor"),
        ("l-000003", "tengu-bank", "learner"),
    ]
    assert "ada" not in qskills(*state, "people", "list").stdout


def test_a_roster_with_faults_names_each_and_records_nothing(qskills, tmp_path):
    state = ("--state", tmp_path / "state")
    qskills(*state, "init", "--demo")
    roster = tmp_path / "roster.csv"
    roster.write_text("account,company,role\nada,tengu-bank,\n,nowhere,boss\n")
    done = qskills(*state, "people", "import", roster)
    assert done.returncode == 2
    for word in ("line 3: account", "line 3: company", "line 3: role", "tengu-bank"):
        assert word in done.stderr
    assert lines(qskills(*state, "people", "list", "--json")) == []
    roster.write_text("name\nx\n")
    assert "no column account, company" in qskills(*state, "people", "import", roster).stderr
