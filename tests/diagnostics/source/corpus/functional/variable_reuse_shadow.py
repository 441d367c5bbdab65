from keras.layers import Input
from keras.layers import Dense as D, Dropout as Drop
from keras.models import Model as M
Dense = 12
x = Input((10,)); y = x
y = D(Dense, activation='relu')(y); y = Drop(.1)(y)
y = \
    D(
        Dense * 2,
        activation='relu',
    )(y)
model = M(inputs = x,outputs = D(3,activation = 'softmax')(y))
model.compile(loss = 'sparse_categorical_crossentropy',optimizer = 'Adam',metrics = ['accuracy'])
