"""Decide whether two circuits do the same, by a method chosen by size and kind."""
