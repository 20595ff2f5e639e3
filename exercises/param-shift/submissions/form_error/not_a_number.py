# reason: nan
def answer(f, theta):
    return [float("nan")] * len(theta)
