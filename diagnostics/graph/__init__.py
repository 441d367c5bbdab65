"""The network as data: what is declared, how it is wired, and what Keras would make of it. Free of TensorFlow."""
