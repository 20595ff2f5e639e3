"""Every refusal can be worded in both languages with the same values."""

import string

import pytest

from grader.devices.refusals import EXIT_CODES, TEXTS, refuse


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_name_the_same_values(code):
    english, japanese = (
        {name.split("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in TEXTS[code]
    )
    twins = {"whose": "whose_ja", "unit": "unit_ja"}
    assert {twins.get(name, name) for name in english} == {
        twins.get(name, name) for name in japanese
    }


def test_a_refusal_shows_both_languages_and_has_an_exit_code():
    error = refuse("unknown-device", name="osaka", known="ideal, kawasaki")
    assert str(error) == f"{error.en}\n{error.ja}"
    assert "osaka" in error.en
    assert "osaka" in error.ja
    assert error.exit_code == 2
    assert EXIT_CODES.keys() <= TEXTS.keys()
