"""Twins of real quantum computers, frozen as data."""
