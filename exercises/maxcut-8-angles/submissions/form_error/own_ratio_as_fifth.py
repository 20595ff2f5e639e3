# reason: length
# A ratio that one claims is not asked.
answer = [0.5, 0.9, 1.0, -0.3, 0.99]
