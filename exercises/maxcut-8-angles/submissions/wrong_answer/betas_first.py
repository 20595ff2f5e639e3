# reason: objective
# Order beta-gamma.
answer = [1.07785, -0.27566, 0.50853, 0.92795]
