# visual question answering toy: two branches, merged
from keras.layers import Input, Dense, merge, LSTM, Embedding
from keras.models import Model

image_features = Input(shape=(4096,), name='img')
question = Input(shape=(30,), dtype='int32', name='q')

x = Embedding(output_dim=300, input_dim=10000, input_length=30)(question)
q = LSTM(output_dim=256)(x)
i = Dense(output_dim=256, activation='tanh')(image_features)
m = merge([q, i], mode='concat')
m = Dense(1000, activation='relu')(m)
out = Dense(1000, activation='softmax')(m)
model = Model(input=[image_features, question], output=out)
model.compile(optimizer='rmsprop', loss='categorical_crossentropy')
