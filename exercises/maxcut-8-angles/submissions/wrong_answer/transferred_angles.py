# reason: objective
# Fixed angles for large random graphs, one digit rounded: not enough here.
answer = [0.4, 0.7, -0.9, -0.5]
