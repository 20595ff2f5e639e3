# reason: type
# The real part was not taken.
answer = [0.5 + 0j, 1.0 + 0j, 0.4330127 + 0j, 0.75 + 0j]
