# reason: type
# The cut itself, not the angles.
answer = "01011010"
