# reason: type
# The right values with names; the statement asks for a list.
answer = {"Z0": 0.5, "Z0Z1": 1.0, "X0X1": 0.4330127, "Y0X1": 0.75}
