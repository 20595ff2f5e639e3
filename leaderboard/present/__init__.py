"""Turn a board into rows and labels in English and Japanese, one module a page."""
