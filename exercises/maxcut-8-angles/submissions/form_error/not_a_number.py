# reason: nan
answer = [0.5, 0.9, float("nan"), -0.3]
