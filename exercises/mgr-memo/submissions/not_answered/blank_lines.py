# reason: empty-text
answer = """

   
　
"""
