# reason: type
# The number of groups is not the answer.
answer = 25
