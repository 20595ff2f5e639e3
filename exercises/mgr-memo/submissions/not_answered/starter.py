# reason: starter
raise NotImplementedError()

print(len(answer.split()), len("".join(answer.split())))
