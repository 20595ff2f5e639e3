# reason: type
answer = -1.0886
