"""Python as far as it can be followed without being run: expressions, statements, functions, classes."""
