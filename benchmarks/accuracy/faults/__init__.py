"""Fault operators, one a file: each turns a healthy program into a sick one and says what is then true."""
