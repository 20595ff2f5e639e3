# reason: accepted
# The best angles, typed in: 0.878424.
answer = [0.50853, 0.92795, 1.07785, -0.27566]
