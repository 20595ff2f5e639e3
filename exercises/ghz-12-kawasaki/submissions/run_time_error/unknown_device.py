# reason: exception
from grader import device

target = device("osaka").target
answer = None
