import string

import pytest

from grader.exercise import SKILLS
from grader.verdict import Outcome
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.scope import ALLOWED
from tests.content import JAPANESE

# The same in both languages: abbreviations, symbols and placeholders only.
NO_WORDS = {
    "app.none",
    "sees.is_yes",
    "app.stop",
    "notice.comma",
    "industry.it",
    "unit.percent",
    "unit.band",
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert catalogue("en").keys() == catalogue("ja").keys()


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_languages_have_the_same_placeholders(key):
    assert placeholders(catalogue("en")[key]) == placeholders(catalogue("ja")[key])


def test_japanese_texts_are_japanese_and_english_ones_are_not():
    for key, text in catalogue("ja").items():
        assert key in NO_WORDS or JAPANESE.search(text), key
    for key, text in catalogue("en").items():
        assert not JAPANESE.search(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_a_board_may_hold_has_a_name(language):
    texts = catalogue(language)
    wanted = [f"skill.{skill}" for skill in SKILLS]
    wanted += [f"outcome.{outcome}" for outcome in Outcome]
    wanted += [f"page.{page}" for page in ALLOWED]
    wanted += [f"status.{status}" for status in ("released", "held", "withheld")]
    assert [key for key in wanted if key not in texts] == []
