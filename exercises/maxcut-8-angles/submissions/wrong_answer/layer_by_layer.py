# reason: objective
# gamma1, beta1, gamma2, beta2.
answer = [0.50853, 1.07785, 0.92795, -0.27566]
