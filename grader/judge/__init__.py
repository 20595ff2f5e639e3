"""The trusted judge: an answer goes in, a verdict comes out; it never runs learner code."""
