from keras.models import Sequential
from keras.layers import GRU, TimeDistributed, Dense, Activation, Bidirectional
model = Sequential()
model.add(Bidirectional(GRU(64, return_sequences=True, inner_activation='hard_sigmoid', dropout_W=0.2, dropout_U=0.2), input_shape=(20, 14)))
model.add(TimeDistributed(Dense(output_dim=5)))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
