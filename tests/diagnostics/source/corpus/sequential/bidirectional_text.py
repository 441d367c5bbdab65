import tensorflow as tf
from tensorflow.keras.layers import Embedding, Bidirectional, LSTM, Dense, Dropout, TimeDistributed, GRU
vocab_size=5000; embedding_dim=64; max_length=200

(train_x, train_y), (test_x, test_y) = tf.keras.datasets.imdb.load_data(num_words=vocab_size)
train_x = tf.keras.preprocessing.sequence.pad_sequences(train_x, maxlen=max_length, padding='post', truncating='post')
test_x = tf.keras.preprocessing.sequence.pad_sequences(test_x, maxlen=max_length, padding='post', truncating='post')

model = tf.keras.Sequential([
    tf.keras.Input(shape=(max_length,)),
    Embedding(vocab_size, embedding_dim, mask_zero=True),
    Bidirectional(LSTM(embedding_dim, return_sequences=True)),
    TimeDistributed(Dense(32, activation='relu')),
    Bidirectional(GRU(16, dropout=0.1), merge_mode='sum'),
    Dropout(0.5),
    Dense(embedding_dim, activation='relu'),
    Dense(2, activation='softmax')
])
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
num_epochs = 10
history = model.fit(train_x, train_y, epochs=num_epochs, validation_data=(test_x, test_y), verbose=2)
