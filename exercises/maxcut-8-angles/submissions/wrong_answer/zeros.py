# reason: objective
# Nothing but the plus state: ratio 0.6.
answer = [0.0, 0.0, 0.0, 0.0]
