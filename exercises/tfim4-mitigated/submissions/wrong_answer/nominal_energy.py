# reason: objective
# The energy of the nominal angles, which the statement gives.
def answer(run, prepare, obs):
    return -4.7353
