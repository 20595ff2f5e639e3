"""Mutation check of exercises: what a judge accepts although the answer was broken on purpose."""
