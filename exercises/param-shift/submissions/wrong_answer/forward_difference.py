# reason: value
# The difference quotient with a step of 1e-3.
def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        moved = list(theta)
        moved[k] += 1e-3
        gradient.append((f(moved) - f(theta)) / 1e-3)
    return gradient
