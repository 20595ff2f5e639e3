"""Turn a verdict into words, in English and Japanese."""
