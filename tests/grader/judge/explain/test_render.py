"""The catalogues match, and every verdict has words in both languages."""

import re

import pytest
from qiskit import QuantumCircuit

from grader.exercise import Score
from grader.judge.explain import message, render
from grader.judge.explain.catalogue import LANGUAGES, catalogue, placeholders
from grader.verdict import Outcome, Reason, Verdict


def verdict(key, outcome=Outcome.WRONG_ANSWER, **params):
    cost = params.pop("cost", None)
    return Verdict(
        exercise="e", version=1, outcome=outcome, reason=Reason(key=key, params=params), cost=cost
    )


def test_catalogues_have_equal_keys_and_placeholders():
    en, ja = map(catalogue, LANGUAGES)
    for part in ("entries", "outcomes", "words", "frames"):
        assert getattr(en, part).keys() == getattr(ja, part).keys(), part
    for key, row in en.entries.items():
        assert row.keys() == ja.entries[key].keys(), key
        for field, templates in row.items():
            if key == "notebook":
                continue  # its text comes ready in both languages
            one = [placeholders(template) for template in templates]
            two = [placeholders(template) for template in ja.entries[key][field]]
            assert one == two, (key, field)


def test_every_key_says_something_without_any_parameter_of_a_hidden_case():
    for language in LANGUAGES:
        for name in catalogue(language).entries:
            key, _, pattern = name.partition(".")
            told = verdict(key, pattern=pattern, case={"en": "far", "ja": "遠い"}, hidden=True)
            shown = render(told, language)
            assert shown.what
            assert "{" not in shown.what + shown.where + shown.next
            # Nothing may point at a place of a hidden input.
            assert "|" not in shown.what + shown.where


def test_documented_keys_and_catalogue_agree(root_docs):
    documented = set(re.findall(r"`([a-z0-9_-]+)`", root_docs))
    keys = {name.partition(".")[0] for name in catalogue("en").entries}
    wire = {"angle-range", "control-flow", "class", "array-type", "text", "integer", "depth"}
    metered = {"shots", "queries"}
    assert keys - documented - wire - metered == set()


@pytest.fixture
def root_docs():
    from pathlib import Path

    return (Path(__file__).parents[4] / "docs" / "verdicts.md").read_text(encoding="utf-8")


def test_english_and_japanese_differ_and_japanese_is_japanese():
    en, ja = catalogue("en"), catalogue("ja")
    kana = re.compile(r"[\u3040-\u30ff]")
    for key, row in en.entries.items():
        for field, templates in row.items():
            for one, two in zip(templates, ja.entries[key][field], strict=True):
                if one.strip("{}:, ") in ("text", "name}: {message"):
                    continue
                assert one != two
                assert kana.search(two), (key, field)


def test_different_mistakes_get_different_texts(judged):
    def made(*gates):
        circuit = QuantumCircuit(3)
        for name, *qubits in gates:
            getattr(circuit, name)(*qubits)
        return circuit

    ghz = [0.5**0.5, 0, 0, 0, 0, 0, 0, 0.5**0.5]
    answers = [
        made(("h", 0), ("cx", 0, 1), ("cx", 0, 2), ("z", 1)),
        made(("h", 0), ("cx", 0, 1), ("cx", 0, 2), ("s", 1)),
        made(("h", 0), ("cx", 0, 1)),
        made(("h", 0), ("h", 1), ("h", 2)),
        made(("h", 0), ("cx", 0, 1), ("cx", 0, 2), ("x", 1)),
        made(("ry", 1.0, 0), ("cx", 0, 1), ("cx", 0, 2)),
        made(("ry", 1.6, 0), ("cx", 0, 1), ("cx", 0, 2)),
    ]
    for language in LANGUAGES:
        texts = {message(judged("state", ghz, answer), language) for answer in answers}
        assert len(texts) == len(answers)


def test_accepted_answer_is_compared_with_par_and_best(exercise_of):
    exercise = exercise_of(
        "state", score={"formula": "nisq-v1", "par": 13, "best": 12, "direction": "min"}
    )
    assert isinstance(exercise.score, Score)
    texts = {
        cost: render(verdict("accepted", Outcome.ACCEPTED, cost=cost), "en", exercise).what
        for cost in (11, 12, 13, 20)
    }
    assert len(set(texts.values())) == 4
    assert "13" in texts[20]
    assert "12" in texts[20]


def test_learners_words_lose_their_control_characters():
    told = verdict("exception", name="E", message="a\x1b[31m\u202eb\nc" + "x" * 999)
    shown = message(told, "en")
    assert not re.search(r"[\x00-\x1f\u202e]", shown)
    assert len(shown) < 600


def test_template_code_in_parameters_stays_text():
    told = verdict("call-error", name="E{0.__class__}", message="{case} {missing}")
    assert "{case} {missing}" in message(told, "ja")


def test_unknown_key_still_has_a_text():
    for language in LANGUAGES:
        assert "array-size" in message(verdict("array-size", Outcome.FORM_ERROR), language)


def test_place_on_the_wire_becomes_a_place_in_the_circuit():
    told = verdict("nan", Outcome.FORM_ERROR, path="$.ops[3].params[0]", detail="nan")
    assert "number 3" in message(told, "en")
    told = verdict("nan", Outcome.FORM_ERROR, path="$[2]", detail="nan")
    assert "answer[2]" in message(told, "en")
