# reason: length
answer = {}
