# reason: type
# A dict in place of the function.
answer = {"11": 35, "00": 65}
