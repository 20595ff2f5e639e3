# reason: objective
# Optimised for rx(beta) instead of rx(2 beta).
answer = [0.50853, 0.92795, 2 * 1.07785, -2 * 0.27566]
