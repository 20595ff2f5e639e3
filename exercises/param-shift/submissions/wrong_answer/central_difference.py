# reason: value
# The symmetric one with the best step there is: rounding and curvature leave 1e-5.
def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += 5e-3
        below[k] -= 5e-3
        gradient.append((f(above) - f(below)) / 1e-2)
    return gradient
