"""One checker a file: decides whether an answer is right."""
