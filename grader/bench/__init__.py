"""Measure throughput beside stock nbgrader: the same notebooks, alternating blocks, one run."""
