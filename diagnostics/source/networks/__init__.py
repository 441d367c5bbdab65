"""What calls of Keras and its neighbours make: layers, models, training and data."""
