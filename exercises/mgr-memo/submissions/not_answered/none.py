# reason: no-answer
answer = None
