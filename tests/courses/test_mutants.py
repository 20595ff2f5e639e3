"""Every exercise was checked against mutants as it stands; a changed one is checked here."""

import pytest

from grader.mutation.campaign import mutants_of, subjects
from grader.mutation.record import is_current, read_record
from tests.content import CATALOG, ROOT

pytestmark = pytest.mark.sandbox

RECORD = read_record(ROOT / "tests" / "golden" / "mutants.json")


@pytest.mark.parametrize("name", CATALOG.exercise_ids())
def test_no_mutant_survives_unexplained(name, grader):
    exercise = CATALOG.exercise(name)
    if is_current(RECORD, exercise):
        return
    for own in subjects(exercise):
        assert [mutant for mutant in mutants_of(exercise, own, grader) if not mutant.ok] == []
