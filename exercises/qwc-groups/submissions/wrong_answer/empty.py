# reason: rule
# No groups at all.
answer = []
