import random
from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow import keras


class DQNAgent:
    MEMORY = 50_000
    DISCOUNT = 0.99

    def __init__(self, state_size=8, action_size=4, hidden=[150, 120], lr=.001):
        self.state_size, self.action_size = state_size, action_size
        self.memory = deque(maxlen=self.MEMORY)
        self.lr = lr
        self.model = self._build_model(hidden)
        self.target_model = self._build_model(hidden)
        self.target_model.set_weights(self.model.get_weights())
        self.epsilon = 1.0

    def _build_model(self, hidden):
        model = keras.models.Sequential()
        model.add(keras.layers.Dense(hidden[0], input_dim=self.state_size, activation='relu'))
        for h in hidden[1:]:
            model.add(keras.layers.Dense(h, activation='relu'))
        model.add(keras.layers.Dense(self.action_size, activation='linear'))
        model.compile(loss='mse', optimizer=keras.optimizers.Adam(learning_rate=self.lr))
        return model

    def act(self, state):
        if np.random.rand() <= self.epsilon:
            return random.randrange(self.action_size)
        return np.argmax(self.model.predict(state)[0])

    def replay(self, batch_size):
        minibatch = random.sample(self.memory, batch_size)
        for state, action, reward, next_state, done in minibatch:
            target = reward
            if not done:
                target = reward + self.DISCOUNT * np.amax(self.target_model.predict(next_state)[0])
            target_f = self.model.predict(state)
            target_f[0][action] = target
            self.model.fit(state, target_f, epochs=1, verbose=0)


agent = DQNAgent()
