import keras
from keras.layers import Input, Dense, Flatten, Conv2D, MaxPooling2D, Subtract
from keras.models import Model, Sequential

input_shape = (105, 105, 1)
left_input = Input(input_shape)
right_input = Input(input_shape)

# Convolutional network used by both twins
convnet = Sequential()
convnet.add(Input(input_shape))
convnet.add(Conv2D(64, (10, 10), activation='relu'))
convnet.add(MaxPooling2D())
convnet.add(Conv2D(128, (7, 7), activation='relu'))
convnet.add(MaxPooling2D())
convnet.add(Conv2D(128, (4, 4), activation='relu'))
convnet.add(Flatten())
convnet.add(Dense(256, activation='sigmoid'))

encoded_l = convnet(left_input)
encoded_r = convnet(right_input)

distance = Subtract()([encoded_l, encoded_r])
prediction = Dense(1, activation='sigmoid')(distance)
siamese_net = Model(inputs=[left_input, right_input], outputs=prediction)

siamese_net.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(6e-5))
