# reason: accepted
# An array of four real numbers is as good as a list.
import numpy as np

answer = np.array([0.5, 1.0, 0.4330127, 0.75])
