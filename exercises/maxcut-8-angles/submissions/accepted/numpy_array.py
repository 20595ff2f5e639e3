# reason: accepted
# Another of the equal maxima, as an array.
import numpy as np

answer = np.array([2.63307, 2.21365, -2.06375, -1.29513])
