import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.outputs import clean_outputs, clean_text, stream_output

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 10).decode()


def cleaned(*outputs):
    return clean_outputs(json.dumps(outputs).encode(), 1 << 20)[0]


def display(**data):
    return {
        "output_type": "display_data",
        "data": {k.replace("_", "/"): v for k, v in data.items()},
    }


def test_text_and_real_images_are_kept():
    (output,) = cleaned(display(text_plain="hi", image_png=PNG))
    assert output["data"] == {"text/plain": "hi", "image/png": PNG}


@pytest.mark.parametrize(
    "mime", ["text/html", "image/svg+xml", "text/markdown", "application/javascript"]
)
def test_active_types_are_dropped(mime):
    (output,) = cleaned({"output_type": "display_data", "data": {mime: "<b>", "text/plain": "x"}})
    assert set(output["data"]) == {"text/plain"}


@pytest.mark.parametrize("image", [base64.b64encode(b"<html>").decode(), "%%", 7, PNG * 100_000])
def test_an_image_that_is_none_is_dropped(image):
    assert cleaned(display(image_png=image)) == ()


@pytest.mark.parametrize("formula", [r"\href{javascript:x}{y}", "<script>", r"\input{/etc/passwd}"])
def test_a_formula_that_does_things_is_dropped(formula):
    (output,) = cleaned(display(text_latex=formula, text_plain="x"))
    assert set(output["data"]) == {"text/plain"}


def test_a_plain_formula_is_kept():
    (output,) = cleaned(display(text_latex=r"$\frac{1}{\sqrt{2}} |0\rangle$"))
    assert "text/latex" in output["data"]


def test_controls_are_stripped():
    assert (
        clean_text("a\x1b[31mb\x1b]52;c;xx\x07c\x9bd\u202ee\u200bf\x00\ud800\rg\t\n")
        == "abcdef\ng\t\n"
    )


def test_long_text_is_cut():
    assert clean_text("x" * 100, 10) == "x" * 10 + "\n[cut]"


def test_the_budget_holds():
    outputs = [{"output_type": "stream", "name": "stdout", "text": "x" * 1000}] * 10
    kept, used = clean_outputs(json.dumps(outputs).encode(), 3000)
    assert len(kept) == 2
    assert used > 2000


def test_raw_bytes_become_a_stream():
    assert stream_output("stdout", b"\xff\x00ok")["text"] == "\ufffdok"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"7", b"[1, null, {}]"])
def test_nonsense_gives_no_outputs(data):
    assert clean_outputs(data, 1000)[0] == ()


ODD = st.sampled_from(
    [None, 7, [], {}, [[]], ["x", 1], {"text/plain": []}, {"text/plain": "y"}, "z"]
)
FIELDS = ("name", "text", "data", "ename", "evalue", "traceback")


@settings(deadline=None)
@given(st.sampled_from(["stream", "error", "display_data", "x"]), st.tuples(*[ODD] * len(FIELDS)))
def test_any_claim_is_cleaned_without_an_error(kind, values):
    claim = {**dict(zip(FIELDS, values, strict=True)), "output_type": kind}
    outputs, _ = clean_outputs(json.dumps([claim]).encode(), 1 << 20)
    assert all(output["output_type"] == kind for output in outputs)
