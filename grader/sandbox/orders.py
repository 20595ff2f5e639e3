"""What a child is told to do: a job as JSON, read by `grader.sandbox.child`."""

import json
from collections.abc import Sequence

from grader.sandbox.outcome import Job

__all__ = ["functions_of", "orders"]


def functions_of(job: Job) -> Sequence[str]:
    """Return the exercises whose answers are functions, in the order of their request sockets."""
    return [c.exercise for cell in job.cells for c in cell.collect if c.kind == "function"]


def orders(job: Job) -> bytes:
    """Return the job as the child reads it."""
    cells = [
        {
            "source": cell.source,
            "exercises": cell.exercises,
            "collect": [
                {
                    "exercise": c.exercise,
                    "variable": c.variable,
                    "kind": c.kind,
                    "max_bytes": c.max_bytes,
                    "operations": c.operations,
                    "max_qubits": c.max_qubits,
                }
                for c in cell.collect
            ],
        }
        for cell in job.cells
    ]
    return json.dumps(
        {
            "nonce": job.nonce,
            "seed": job.seed,
            "cpu_s": job.cpu_s,
            "call_s": job.call_s,
            "memory_mib": job.memory_mib,
            "cells": cells,
        }
    ).encode()
