"""The exporter of feedback pages: nbconvert's, without what each page would pay for in vain."""

from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import Environment
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbformat.notebooknode import NotebookNode

__all__ = ["FeedbackExporter"]


@lru_cache(maxsize=1024)
def _coloured(source: str) -> str:
    # Most cells of a lesson are the same in every submission.
    colour: Any = Highlight2HTML
    return str(colour(pygments_lexer="python")(source))


def _highlight(source: str, **_: object) -> str:
    return _coloured(source)


class FeedbackExporter(HTMLExporter):
    """Make a page with our template.

    nbgrader builds an exporter for each submission. Compiling the template anew, and a round trip
    of the finished page through an HTML parser (which adds texts to pictures; our template has
    them), would take more than half of the time of a page.
    """

    _environments: ClassVar[dict[tuple[str, ...], Environment]] = {}

    def _create_environment(self) -> Environment:
        key = tuple(self.template_paths)
        if key not in self._environments:
            made: Environment = super()._create_environment()  # type: ignore[no-untyped-call]  # nbconvert's
            self._environments[key] = made
        return self._environments[key]

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own HTMLExporter does
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401 - as in the class above
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook, without the parser's round trip."""
        self.register_filter("highlight_code", _highlight)  # type: ignore[no-untyped-call]  # nbconvert's
        prepared = self._init_resources(resources)  # type: ignore[no-untyped-call]  # nbconvert's
        # Past HTMLExporter's own method, on to its base.
        page: Any = super(HTMLExporter, self).from_notebook_node(nb, prepared, **kw)
        return str(page[0]), page[1]
