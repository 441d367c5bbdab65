import keras
from keras import layers, regularizers

n_users, n_movies, k = 610, 9724, 50


class EmbeddingLayer:
    def __init__(self, n_items, n_factors):
        self.n_items = n_items
        self.n_factors = n_factors

    def __call__(self, x):
        x = layers.Embedding(self.n_items, self.n_factors, embeddings_initializer='he_normal',
                             embeddings_regularizer=regularizers.L2(1e-6))(x)
        x = layers.Reshape((self.n_factors,))(x)
        return x


def RecommenderV2(n_users, n_movies, n_factors, min_rating, max_rating):
    user = keras.Input(shape=(1,))
    u = EmbeddingLayer(n_users, n_factors)(user)
    ub = EmbeddingLayer(n_users, 1)(user)
    movie = keras.Input(shape=(1,))
    m = EmbeddingLayer(n_movies, n_factors)(movie)
    mb = EmbeddingLayer(n_movies, 1)(movie)
    x = layers.Dot(axes=1)([u, m])
    x = layers.Add()([x, ub, mb])
    x = layers.Activation('sigmoid')(x)
    x = layers.Rescaling(max_rating - min_rating, offset=min_rating)(x)
    model = keras.Model(inputs=[user, movie], outputs=x)
    model.compile(loss='mean_squared_error', optimizer=keras.optimizers.Adam(learning_rate=0.001))
    return model


model = RecommenderV2(n_users, n_movies, k, 0.5, 5.0)
