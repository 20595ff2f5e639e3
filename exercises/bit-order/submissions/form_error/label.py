# reason: type
answer = "110"
