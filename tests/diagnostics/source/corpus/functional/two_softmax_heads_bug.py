from keras.models import Model
from keras.layers import Input, Dense, Activation, Dropout

inputs = Input(shape=(300,))
x = Dense(128, activation='relu')(inputs)
x = Dropout(0.2)(x)
x = Dense(64, activation='relu')(x)
logits = Dense(8, activation='softmax')(x)
outputs = Activation('softmax')(logits)
model = Model(inputs=inputs, outputs=outputs)
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['acc'])
