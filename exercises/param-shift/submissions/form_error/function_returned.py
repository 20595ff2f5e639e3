# reason: type
def answer(f, theta):
    return f
