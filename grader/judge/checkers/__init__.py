"""One file per kind of answer, each registered by its name in ``exercise.toml``."""
