"""The pages, one a file. Each asks `frame.require` for its board before anything else."""
