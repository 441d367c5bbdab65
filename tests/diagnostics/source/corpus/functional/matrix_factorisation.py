# Recommender: users x movies
import keras
from keras.layers import Input, Embedding, Flatten, Dot, Add, Dense, Concatenate
from keras.models import Model
from keras.optimizers import Adam
from keras.regularizers import l2

n_users, n_movies, n_factors = 671, 9066, 50

user_in = Input(shape=(1,), dtype='int64', name='user_in')
u = Embedding(n_users, n_factors, embeddings_regularizer=l2(1e-4))(user_in)
movie_in = Input(shape=(1,), dtype='int64', name='movie_in')
m = Embedding(n_movies, n_factors, embeddings_regularizer=l2(1e-4))(movie_in)

ub = Flatten()(Embedding(n_users, 1)(user_in))
mb = Flatten()(Embedding(n_movies, 1)(movie_in))

x = Dot(axes=2)([u, m])
x = Flatten()(x)
x = Add()([x, ub])
x = Add()([x, mb])
model = Model([user_in, movie_in], x)
model.compile(Adam(0.001), loss='mse')
