"""One use case a file: each takes values, joins the layers below, returns values and prints nothing.

This is the Python interface too: what a command does, a script can do by calling the function here.
"""
