# reason: starter
raise NotImplementedError()
