# reason: type
def answer(oracle, n):
    return "0" * n
