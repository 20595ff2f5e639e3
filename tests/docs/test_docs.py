"""The documentation cannot fall behind: commands exist, files exist, examples run."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from grader.cli import main
from grader.verdict import Outcome

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])
COMMAND = re.compile(r"`(qskills [^`]+)`|^\s*\$? ?(qskills .+)$", re.MULTILINE)


def commands(text: str) -> list[str]:
    found = (a or b for a, b in COMMAND.findall(text))
    return sorted({command.split("  ")[0].split(" #")[0].strip() for command in found})


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """Follow the words of a command line down the command groups."""
    command: click.Command = main
    context = click.Context(main, info_name="qskills")
    words = list(words)
    while words and words[0].startswith("-"):
        words = words[2:]  # --state DIR
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, f"no command {words[0]!r}"
        command, words = found, words[1:]
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_the_documentation_exists_with_its_options(page):
    for text in commands(page.read_text(encoding="utf-8")):
        text = re.sub(r"[\[\]…]|\.\.\.", " ", text.split("|")[0])
        command, rest = resolve(shlex.split(text)[1:])
        known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        used = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert used <= known | {"--help"}, f"{text}: unknown {used - known}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_of_the_project_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def every_command(command: click.Command, name: str):
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from every_command(found, f"{name} {child}")


@pytest.mark.parametrize(("name", "command"), list(every_command(main, "qskills")))
def test_every_command_has_help_with_an_example(name, command):
    help_text = command.get_help(click.Context(command, info_name=name))
    assert command.help, name
    if not isinstance(command, click.Group):
        assert "Example" in help_text, name


def test_every_verdict_is_explained_for_learners_in_both_languages():
    text = (ROOT / "courses" / "README.md").read_text(encoding="utf-8")
    for outcome in Outcome:
        assert re.search(rf"\b{outcome}\b", text), outcome


def test_the_readme_example_prints_the_object_of_the_stable_form(qskills, tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"\$ cat answer\.py\n(.*?)\n\$ (qskills [^\n]+)", text, re.DOTALL)
    assert block
    (tmp_path / "answer.py").write_text(block[1])
    arguments = shlex.split(block[2])[1:]
    done = qskills("--content", ROOT, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert set(printed) == {"exercises", "isolation", "usage", "submission"}
    assert set(printed["exercises"][0]) == {
        *("id", "verdict", "points", "max_points", "merit", "cost", "metrics", "reason", "method"),
    }
    assert set(printed["exercises"][0]["reason"]) == {"key", "en", "ja"}
    assert set(printed["usage"]) == {"wall_s", "cpu_s", "peak_mib"}
    assert printed["exercises"][0]["verdict"] == "AC"
    assert printed["isolation"]["level"] >= 3
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", printed["submission"])
