# reason: type
def answer(u, t):
    return 2**t // 2
