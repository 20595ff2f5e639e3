# reason: type
answer = "-7.8815 Ha"
