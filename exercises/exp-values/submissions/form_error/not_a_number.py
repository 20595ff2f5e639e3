# reason: nan
answer = [0.5, 1.0, float("nan"), 0.75]
