"""The card as HTML: passive, escaped, and still readable where a sanitiser drops the styles."""

import re
from html.parser import HTMLParser
from string import Formatter

import pytest

from grader.client.feedback import Feedback, Measured, Question, Step
from grader.client.texts import METRICS, TEXTS
from grader.jupyter.markup import clean_html

ALLOWED = {"div", "span", "b", "code", "pre", "table", "tr", "td", "ul", "li", "br"}
EVIL = '<script>alert(1)</script>" onload=x'


def card(words="`x` & y", tone="wrong"):
    return Feedback(
        language="en",
        tone=tone,
        badge=words,
        heading=words,
        aside=words,
        steps=(Step(label=words, points="6", reached=True),),
        paragraphs=(words,),
        measured=(Measured(name=words, yours=words, limit="3", par=words, over=True),),
        picture={
            "kind": "bars",
            "labels": [words, "|1⟩"],
            "expected": [0.5, 0],
            "observed": [1, 0],
        },
        drawing=words,
        drawing_title=words,
        questions=(Question(id=words, text=words, options=((words, words), ("b", "B"))),),
        items=(words,),
        items_title=words,
        notes=(words,),
    )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def parsed(html):
    reader = Tags()
    reader.feed(html)
    return reader.found


def test_only_passive_tags_and_attributes_are_used():
    for tag, attributes in parsed(card().html()):
        assert tag in ALLOWED
        assert set(attributes) <= {"class", "style", "role", "lang"}
        assert "url(" not in (attributes.get("style") or "")


def test_what_a_learner_wrote_never_becomes_markup():
    html = card(EVIL).html()
    assert "script" not in {tag for tag, _ in parsed(html)}
    assert not any("onload" in attributes for _, attributes in parsed(html))
    assert "&lt;script&gt;" in html


def test_all_words_survive_the_sanitiser():
    def words(html):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).split()

    html = card("shown").html()
    assert words(clean_html(html)) == words(html)


def test_cleaning_twice_keeps_every_style():
    # Once when the verdict is recorded, once more when the feedback page is made.
    def styles(html):
        text = re.sub(r"\s|(?<![0-9])0(?=\.)", "", ";".join(re.findall(r'style="([^"]*)"', html)))
        return sorted(part for part in text.split(";") if part)

    html = card("shown").html()
    cleaned = clean_html(clean_html(html))
    assert styles(cleaned) == styles(html)


def test_the_tone_is_told_in_words_and_signs_not_by_colour_alone():
    assert "✗ Not right" in card("Not right").html().replace("</span>", "")
    assert "over the limit" in card().html()


def test_basis_states_that_neither_side_has_are_left_out():
    assert "|1⟩" not in card().html()


def test_plain_text_says_all_that_the_page_says():
    text = card("shown").text()
    assert text.count("shown") >= 10
    assert "≠" in text


def test_both_forms_are_given_to_jupyter():
    bundle = card()._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"text/plain", "text/html"}


@pytest.mark.parametrize("table", [TEXTS, METRICS])
def test_both_languages_have_the_same_texts_with_the_same_places(table):
    def places(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert table["en"].keys() == table["ja"].keys()
    for key, text in table["en"].items():
        assert places(text) == places(table["ja"][key]), key
