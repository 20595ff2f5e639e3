# reason: value
# As a thousand shots gave them.
answer = [0.5, 0.98, 0.41, 0.73]
