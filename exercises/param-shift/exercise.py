from math import pi


def answer(f, theta):
    gradient = []
    # en: Two evaluations for each angle.
    # ja: 角度1つにつき f を2回評価します。
    ### BEGIN SOLUTION
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += pi / 2
        below[k] -= pi / 2
        gradient.append((f(above) - f(below)) / 2)
    ### END SOLUTION
    return gradient
