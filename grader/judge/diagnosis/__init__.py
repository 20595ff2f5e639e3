"""Recognise typical mistakes in a wrong answer, so that its explanation can name them."""
