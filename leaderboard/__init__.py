"""Show stored verdicts: rank them, decide what may be shown to whom, publish, serve pages.

The flow, one module a stage:

    sources -> ranking, progress -> disclosure -> release -> content -> publish -> board files
    board files -> board -> present -> charts, markup -> views -> app

Everything up to `publish` runs in ``qskills publish``. The pages open board files only.
"""
