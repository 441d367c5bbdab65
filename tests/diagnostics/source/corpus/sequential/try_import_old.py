try:
    from keras.models import Sequential
    from keras.layers import Conv2D, Flatten, Dense, MaxPooling2D
except ImportError:
    from tensorflow.keras.models import Sequential
    from tensorflow.keras.layers import Conv2D, Flatten, Dense, MaxPooling2D
import sys

lr = float(sys.argv[1]) if len(sys.argv) > 1 else 10 ** -3
img = dict(w=32, h=32, c=3)
model = Sequential(layers=[
    Conv2D(filters=8, kernel_size=(5, 5), activation='relu', input_shape=(img['h'], img['w'], img['c']), name='c1'),
    MaxPooling2D(),
    Flatten(),
    Dense(units=10, activation='softmax'),
], name='tiny')
from keras import optimizers
model.compile(loss='sparse_categorical_crossentropy', optimizer=optimizers.Adam(learning_rate=lr, clipnorm=1.), metrics=['accuracy'])
