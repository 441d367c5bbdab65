from typing import Sequence
import tensorflow as tf
from tensorflow.keras import Model, Input
from tensorflow.keras.layers import Dense, Conv2D, Flatten, Rescaling


class Agent:
    """Holds an actor and a critic."""
    HIDDEN = 64

    def __init__(self, obs_shape: Sequence[int], n_actions: int, lr: float = 3e-4):
        self.obs_shape, self.n_actions = tuple(obs_shape), n_actions
        self.lr = lr
        self.actor = self._net(n_actions, "softmax", name="actor")
        self.critic = self._net(1, None, name="critic")

    def _net(self, n_out, act, *, name):
        obs = Input(self.obs_shape)
        x = obs
        if len(self.obs_shape) == 3:
            x = Rescaling(1 / 255)(x)
            x = Conv2D(16, 8, 4, activation="relu")(x)
            x = Conv2D(32, 4, 2, activation="relu")(x)
            x = Flatten()(x)
        for _ in range(2):
            x = Dense(self.HIDDEN, activation="tanh", kernel_initializer="orthogonal")(x)
        return Model(obs, Dense(n_out, activation=act)(x), name=name)


agent = Agent((8,), 4)
pixels = Agent(obs_shape=[84, 84, 4], n_actions=6)
