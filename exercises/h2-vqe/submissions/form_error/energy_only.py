# reason: type
answer = -1.857275
