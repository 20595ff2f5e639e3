# reason: value
# XX and YX exchanged.
answer = [0.5, 1.0, 0.75, 0.4330127]
