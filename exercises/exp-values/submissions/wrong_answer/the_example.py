# reason: value
# The list of the statement's example.
answer = [1.0, 1.0, 0.0, 0.0]
