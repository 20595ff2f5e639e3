# reason: starter
from grader import questions

questions("mgr-basics")

raise NotImplementedError()
