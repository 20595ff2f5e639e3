"""A report as PDF: the HTML file laid out on A4, tagged for screen readers, nothing loaded."""

from typing import Any

from leaderboard.report.libraries import weasyprint

__all__ = ["pdf"]


def pdf(page: str) -> bytes:
    """Return a report's HTML as a PDF file; the same page gives the same bytes.

    Args:
        page: The whole HTML file.

    Raises:
        LibraryMissing: If what makes PDF files is not installed.
    """
    maker = weasyprint()
    fetcher = maker.URLFetcher(allowed_protocols=["data"])
    document: Any = maker.HTML(string=page, url_fetcher=fetcher)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made
