import json

import pytest

from grader.jupyter.config import CourseFolder, instructor_home, learner_home


@pytest.fixture
def folder(tmp_path):
    return CourseFolder.below(tmp_path / "state", "c1")


def settings(text):
    return {
        line.split(" = ")[0]: line.split(" = ", 1)[1]
        for line in text.splitlines()
        if line.startswith("c.")
    }


def test_a_learner_sees_all_courses_under_the_opaque_id(tmp_path):
    home = learner_home(tmp_path, "l-000042")
    found = settings((home.folder / "config" / "nbgrader_config.py").read_text(encoding="utf-8"))
    assert found["c.CourseDirectory.student_id"] == "'l-000042'"
    assert found["c.Exchange.path_includes_course"] == "True"
    assert "c.CourseDirectory.course_id" not in found
    assert home.environment["QSKILLS_LEARNER"] == "l-000042"


def test_a_learners_server_has_no_formgrader_and_asks_for_no_news(tmp_path):
    config = learner_home(tmp_path, "l-000042").folder / "config"
    server = json.loads((config / "jupyter_server_config.json").read_text(encoding="utf-8"))
    extensions = server["ServerApp"]["jpserver_extensions"]
    assert extensions["nbgrader.server_extensions.formgrader"] is False
    (news,) = config.rglob("notification.jupyterlab-settings")
    assert json.loads(news.read_text(encoding="utf-8"))["fetchNews"] == "false"


def test_a_learners_own_settings_are_kept(tmp_path):
    config = learner_home(tmp_path, "l-000042").folder / "config"
    (news,) = config.rglob("notification.jupyterlab-settings")
    news.write_text('{"fetchNews": "true"}', encoding="utf-8")
    learner_home(tmp_path, "l-000042")
    assert news.read_text(encoding="utf-8") == '{"fetchNews": "true"}'


def test_an_instructor_has_one_course_below_the_servers_root(folder):
    home = instructor_home(folder)
    found = settings((home.folder / "config" / "nbgrader_config.py").read_text(encoding="utf-8"))
    assert found["c.CourseDirectory.course_id"] == "'c1'"
    assert found["c.CourseDirectory.root"] == repr(str(home.root))


def test_our_preprocessors_come_first_and_nothing_executes(folder):
    found = settings(folder.text())
    assert found["c.Autograde.sanitize_preprocessors"].startswith(
        "['grader.jupyter.preprocessor.Repair'"
    )
    assert found["c.Autograde.autograde_preprocessors"].startswith(
        "['grader.jupyter.preprocessor.Record'"
    )
    assert "Execute" not in folder.text()


def test_unchanged_configuration_is_not_written_again(folder):
    folder.write()
    path = folder.root / "nbgrader_config.py"
    before = path.stat().st_mtime_ns
    folder.write()
    assert path.stat().st_mtime_ns == before


def test_private_folders_are_private(tmp_path):
    home = learner_home(tmp_path, "l-000042")
    assert home.folder.stat().st_mode & 0o077 == 0
