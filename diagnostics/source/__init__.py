"""Keras programs as text, read without ever being run: models, training and data as far as they are stated. Light."""
