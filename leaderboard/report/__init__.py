"""The weekly report of a company and of the consortium: HTML and PDF files from board files.

The flow, one module a stage:

    board file -> week -> content, passages -> html (with pictures) -> pdf -> cli

A report holds what the board file of its scope holds, less the handles: a file that was passed on
cannot be taken back, and a person's consent can.
"""
