# siamese network from the old examples: euclidean distance is a Lambda
from keras.models import Sequential, Model
from keras.layers import Dense, Dropout, Input, Lambda
from keras import backend as K

def euclidean_distance(vects):
    x, y = vects
    return K.sqrt(K.sum(K.square(x - y), axis=1, keepdims=True))

def eucl_dist_output_shape(shapes):
    shape1, shape2 = shapes
    return (shape1[0], 1)

base_network = Sequential()
base_network.add(Dense(128, input_shape=(784,), activation='relu'))
base_network.add(Dropout(0.1))
base_network.add(Dense(128, activation='relu'))

input_a = Input(shape=(784,))
input_b = Input(shape=(784,))
processed_a = base_network(input_a)
processed_b = base_network(input_b)
distance = Lambda(euclidean_distance, output_shape=eucl_dist_output_shape)([processed_a, processed_b])
model = Model(input=[input_a, input_b], output=distance)
