"""Turn text of a submission into HTML that holds no active content.

Everything that a learner wrote reaches an instructor's or a learner's browser through one of
these functions: they are nbconvert's filters ``markdown2html`` and ``clean_html`` in the
configuration that `grader.jupyter.config` writes.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import nh3

__all__ = [
    "clean_html",
    "clean_outputs",
    "disarm",
    "markdown_to_html",
    "markdown_to_still_html",
]

MAX_TEXT = 80 * 1024
MAX_MARKDOWN = 20_000
_MAX_FORMULA = 2000
MAX_PNG = 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"

_TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "i", "ins", "kbd", "p", "pre", "s", "samp", "section", "small"),
        *("span", "strong", "sub", "sup", "u", "var", "dd", "dl", "dt", "li", "ol", "ul"),
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("figcaption", "figure", "img", "details", "summary"),
    )
)
_PLAIN = {
    "*": frozenset({"class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "details": frozenset({"open"}),
}
_STYLED = {**_PLAIN, "*": _PLAIN["*"] | {"style"}}
# None that takes a part out of its place or over another one.
_STYLES = frozenset(
    (
        *("background", "border", "border-bottom", "border-collapse", "border-left", "border-top"),
        *("border-radius", "box-sizing", "color", "display", "flex", "flex-wrap", "font-family"),
        *("font-size", "font-variant-numeric", "font-weight", "gap", "height", "line-height"),
        *("margin", "margin-right", "margin-top", "max-width", "min-width", "opacity"),
        *("overflow-wrap", "overflow-x", "padding", "padding-left", "padding-top"),
        *("table-layout", "text-align"),
        *("vertical-align", "white-space", "width"),
    )
)
_REMOVED_WHOLE = {"script", "style", "iframe", "object", "embed", "svg", "math", "template"}
_INNER = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_ARROW = re.compile(r"\\xrightarrow(?:\[[^\]]*\])?" + _INNER)
_GROUP = re.compile(r"([_^])" + _INNER)
_LOWER = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_CODE = re.compile(r"(<pre>.*?</pre>|<code[^>]*>.*?</code>)", re.DOTALL)
_MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)


def clean_html(source: object) -> str:
    """Return HTML with a short list of passive tags; pictures only as embedded PNG.

    Inline styles stay as far as they only colour and align: the cards of `check()` use them.
    """
    return _clean(str(source), _STYLED)


def _clean(source: str, attributes: Mapping[str, frozenset[str]]) -> str:
    return nh3.clean(
        source,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in attributes.items()},
        attribute_filter=_attribute,
        clean_content_tags=set(_REMOVED_WHOLE),
        filter_style_properties=set(_STYLES),
        url_schemes={"http", "https", "mailto", "data"},
        # A path of this server, opened by an instructor who is signed in, is no learner's to name.
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "src":
        # No address of any kind: a picture from elsewhere would tell its host who reads this.
        return value if value.startswith("data:image/png;base64,") else None
    if name == "href" and value.lstrip().lower().startswith("data:"):
        return None
    if name == "style" and re.search(r"(?i)url|image|expression|[\\@<]", value):
        return None
    return value


def markdown_to_html(source: object) -> str:
    """Render Markdown as nbconvert does, then clean the result. Formulas stay as TeX."""
    from nbconvert.filters import markdown2html
    from nbconvert.filters.markdown_mistune import InvalidNotebook

    text = str(source)
    if len(text) > MAX_MARKDOWN:  # the renderer's time grows with the square of some texts
        text = f"{text[:MAX_MARKDOWN]}\n\n…"
    try:
        return _clean(markdown2html(text), _PLAIN)
    except (InvalidNotebook, ValueError, RecursionError):
        # A missing attachment, nesting beyond the renderer's depth: show the text as it is.
        return f"<pre>{html.escape(text)}</pre>"


def markdown_to_still_html(source: object) -> str:
    """Render Markdown for a page without scripts: formulas become plain Unicode text."""
    return _still(str(source))


# Most texts of a lesson are the same in every submission.
@lru_cache(maxsize=1024)
def _still(source: str) -> str:
    parts = _CODE.split(markdown_to_html(source))
    # Every second part is code, in which a dollar sign is a dollar sign.
    return "".join(part if n % 2 else _MATH.sub(_formula, part) for n, part in enumerate(parts))


def _formula(match: re.Match[str]) -> str:
    tex = html.unescape(re.sub(r"<[^>]*>", "", match[1] or match[2]))
    tag = "div" if match[1] else "span"
    return f'<{tag} class="formula">{html.escape(_spoken(tex) or tex)}</{tag}>'


def _spoken(tex: str) -> str:
    """Return a formula in Unicode text, as far as that goes: to read on, not to print."""
    from pylatexenc.latex2text import LatexNodes2Text

    if len(tex) > _MAX_FORMULA:
        return tex
    tex = re.sub(r"\\[dt]frac", r"\\frac", tex)
    tex = _ARROW.sub(r" —\1\\to\\ ", tex)
    tex = _GROUP.sub(lambda found: _script(found[1], found[2]), tex)
    try:
        text = str(LatexNodes2Text(math_mode="text").latex_to_text(tex)).strip()
    except (ValueError, RecursionError):
        return tex
    text = re.sub(r"\^†", "†", text)
    return re.sub(r"([_^])([0-9+-])", lambda found: _script(found[1], found[2]), text)


def _script(mark: str, text: str) -> str:
    """Return a subscript or superscript: small digits where there are such, else in brackets."""
    small = _LOWER if mark == "_" else _RAISED
    if all(ord(char) in small for char in text):
        return text.translate(small)
    return f"{mark}{text}" if len(text) == 1 or text.isalpha() else f"{mark}({text})"


def disarm(markdown: str) -> str:
    """Break every HTML tag in a learner's Markdown, for files that other programs may render.

    A zero-width space after ``<`` ends a tag in any context (text, code, formula) and leaves the
    looks as they are.
    """
    broken = re.sub(r"<(?=[A-Za-z/!?])", "<\u200b", markdown)
    return re.sub(r"(?i)\b(javascript|vbscript|data)(\s*):(?=\S)", "\\1\u200b\\2:", broken)


def clean_output(output: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return one output of a run, bounded and passive, or ``None`` if nothing of it may stay.

    Only text and PNG pictures survive: the run's own HTML says nothing that a grader needs.
    """
    kind = output.get("output_type")
    if kind == "stream":
        # Never "stderr": to nbgrader that is a failed test.
        return {"output_type": "stream", "name": "stdout", "text": _text(output.get("text"))}
    if kind == "error":
        traceback = output.get("traceback")
        lines = traceback if isinstance(traceback, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"))[:200],
            "evalue": _text(output.get("evalue"))[:2000],
            "traceback": [_text("\n".join(str(line) for line in lines))],
        }
    data = output.get("data")
    if kind in ("display_data", "execute_result") and isinstance(data, Mapping):
        kept: dict[str, Any] = {}
        if "text/plain" in data:
            kept["text/plain"] = _text(data["text/plain"])
        if _is_png(data.get("image/png")):
            kept["image/png"] = str(data["image/png"]).strip()
        return {"output_type": "display_data", "metadata": {}, "data": kept} if kept else None
    return None


def clean_outputs(outputs: Iterable[Any]) -> list[dict[str, Any]]:
    """Clean the outputs of one cell; at most 50 stay."""
    cleaned = (clean_output(output) for output in outputs if isinstance(output, Mapping))
    return [output for output in cleaned if output is not None][:50]


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "".join(str(part) for part in value)
    text = "" if value is None else str(value)
    text = text[: MAX_TEXT + 1].encode("utf-8", "replace").decode("utf-8")
    # Colour codes and other escape sequences act on a terminal that shows the file.
    text = re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?", "", text)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "\n… (cut)"


def _is_png(value: object) -> bool:
    if isinstance(value, list):
        value = "".join(str(part) for part in value)
    if not isinstance(value, str) or len(value) > MAX_PNG * 4 // 3:
        return False
    try:
        return base64.b64decode("".join(value.split()), validate=True).startswith(_PNG)
    except (binascii.Error, ValueError):
        return False
