# reason: accepted
# Another shift, with the sine that belongs to it; numpy arrays in and out.
import numpy as np


def answer(f, theta):
    theta = np.array(theta)
    steps = 1.2 * np.eye(len(theta))
    return np.array([f(theta + step) - f(theta - step) for step in steps]) / (2 * np.sin(1.2))
