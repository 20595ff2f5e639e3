# reason: type
answer = {"gamma": [0.50853, 0.92795], "beta": [1.07785, -0.27566]}
