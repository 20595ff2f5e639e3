"""consortium.toml: what is valid loads, what is not is named with file, key and fix."""

from pathlib import Path

import pytest

from grader.consortium import DEFAULT, Company, Disclosure, load_consortium
from grader.errors import ConfigError
from grader.exercise import Text

COMPANY = """
[[company]]
id = "works"
name = { en = "Works", ja = "製作所" }
industry = "materials"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "consortium.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_consortium(write(tmp_path, text))
    return str(caught.value).splitlines()


def test_the_default_file_is_valid_and_states_the_defaults(tmp_path: Path) -> None:
    consortium = load_consortium(write(tmp_path, DEFAULT))
    assert consortium.companies == ()
    assert consortium.disclosure == Disclosure()
    assert (consortium.counts, consortium.min_isolation_level) == ("best", 3)
    assert consortium.time_zone == "Asia/Tokyo"


def test_the_example_company_of_the_default_file_is_valid(tmp_path: Path) -> None:
    head, block = DEFAULT.split("# [[company]]")
    text = head + "[[company]]" + block.replace("\n# ", "\n")
    (company,) = load_consortium(write(tmp_path, text)).companies
    assert company.id == "example-works"
    assert company.colour == "#0072B2"


def test_companies_are_read_in_order(tmp_path: Path) -> None:
    second = COMPANY.replace("works", "bank") + 'standing = "unnamed"\ncolour = "#E69F00"\n'
    consortium = load_consortium(write(tmp_path, DEFAULT + COMPANY + second))
    name = Text(en="Works", ja="製作所")
    assert consortium.companies == (
        Company(id="works", name=name, industry="materials"),
        Company(id="bank", name=name, industry="materials", standing="unnamed", colour="#E69F00"),
    )


def test_stronger_rules_may_be_set(tmp_path: Path) -> None:
    text = DEFAULT.replace("min_learners = 10", "min_learners = 20").replace(
        "company_standings = true", "company_standings = false"
    )
    rules = load_consortium(write(tmp_path, text)).disclosure
    assert (rules.min_learners, rules.company_standings) == (20, False)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "counts =",
            "count =",
            "consortium.toml: count: unknown key; remove it or use one of name",
        ),
        ('counts = "best"', 'counts = "first"', "counts: is 'first'; one of best, latest"),
        ("min_learners = 10", "min_learners = 9", "disclosure.min_learners: is 9; a whole number"),
        ("min_learners = 10", "min_learners = true", "disclosure.min_learners: is True"),
        ("min_companies = 3", "min_companies = 2.5", "disclosure.min_companies: is 2.5"),
        ("max_share = 0.5", "max_share = 0.9", "disclosure.max_share: is 0.9; a number, 0.05 to"),
        ("max_share = 0.5", "max_shares = 0.5", "disclosure.max_shares: unknown key"),
        ("standings = true", "standings = 1", "disclosure.company_standings: is 1; true or false"),
        ("level = 3", "level = 7", "min_isolation_level: is 7; a whole number, 0 to 4"),
        ('"Asia/Tokyo"', '"Mars/Base"', "time_zone: is 'Mars/Base'; give an IANA name"),
        ('"Asia/Tokyo"', "9", "time_zone: is 9; give an IANA name"),
        ("host = {", "hosts = {", "host: missing; give { en = "),
        (', ja = "ホスト大学"', "", "host: is {'en': 'Host University'}; give { en"),
        (', ja = "ホスト大学"', ', ja = "x", fr = "y"', "host.fr: unknown key"),
        ("[disclosure]", "[[disclosure]]", "write a table [disclosure]"),
    ],
)
def test_a_fault_names_file_key_and_fix(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert DEFAULT.count(old) == 1
    found = faults(tmp_path, DEFAULT.replace(old, new))
    assert all(line.startswith("consortium.toml: ") for line in found)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "works"', 'id = "Works KK"', "company[0].id: is 'Works KK'; give a word in kebab"),
        ('id = "works"', "", "company[0].id: missing"),
        ("industry =", "branch =", "company[0].branch: unknown key"),
        ('industry = "materials"', 'industry = "materials"\nstanding = "hidden"',
         "company[0].standing: is 'hidden'; one of named, unnamed, off"),
        ('industry = "materials"', 'industry = "materials"\ncolour = "blue"',
         "company[0].colour: is 'blue'; give #rrggbb"),
        ("[[company]]", "[company]", "company: is "),
    ],
)  # fmt: skip
def test_a_fault_in_a_company_names_its_place(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    found = faults(tmp_path, DEFAULT + COMPANY.replace(old, new))
    assert any(fault in line for line in found), found


def test_the_same_company_twice_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, DEFAULT + COMPANY + COMPANY)
    assert fault == "consortium.toml: company[1].id: 'works' again; give each its own id"


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    text = DEFAULT.replace("counts =", "count =").replace("max_share = 0.5", "max_share = 2")
    assert len(faults(tmp_path, text)) == 2


def test_a_missing_file_and_a_file_that_is_no_toml_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing; write one with `qskills init`"):
        load_consortium(tmp_path / "consortium.toml")
    (fault,) = faults(tmp_path, "name = ")
    assert fault.startswith("consortium.toml: not TOML")
