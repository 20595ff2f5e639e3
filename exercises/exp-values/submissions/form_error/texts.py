# reason: type
answer = ["0.5", "1", "0.4330", "0.75"]
