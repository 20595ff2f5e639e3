"""Rows of the small picture, by kind."""

import pytest

from grader.client.picture import caption, rows


@pytest.mark.parametrize("language", ["en", "ja"])
def test_outcomes_mark_what_should_be_likely_and_claim_no_target(language):
    picture = {
        "kind": "outcomes",
        "labels": ["00", "11"],
        "wanted": [False, True],
        "observed": [0.75, 0.25],
    }
    one, two = rows(picture, language)
    assert (one.label, two.label) == ("00", "▸ 11")
    assert [bar.value for row in (one, two) for bar in row.bars] == ["75 %", "25 %"]
    assert not one.off
    assert not two.off
    assert "▸" in caption(picture, language)


def test_bars_mark_where_expected_and_observed_differ():
    picture = {
        "kind": "bars",
        "labels": ["0", "1", "2"],
        "expected": [0.5, 0.5, 0],
        "observed": [0.5, 0.25, 0],
    }
    assert [(row.label, row.off) for row in rows(picture, "en")] == [("0", False), ("1", True)]


def test_a_picture_of_a_circuit_has_no_rows():
    assert rows({"kind": "circuit", "index": 3}, "en") == ()
    assert caption({"kind": "circuit", "index": 3}, "en") == ""
