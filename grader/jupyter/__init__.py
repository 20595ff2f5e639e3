"""nbgrader and JupyterLab: build courses, collect, record, serve."""
