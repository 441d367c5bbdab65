from tensorflow.keras.layers import *
from tensorflow.keras.models import Model
import tensorflow.keras.backend as K

K.clear_session()
inp = Input((64, 64, 3))
d1 = Conv2D(16, 3, activation='relu', padding='same')(inp)
d2 = Conv2D(32, 3, activation='relu', padding='same')(MaxPooling2D()(d1))
d3 = Conv2D(64, 3, activation='relu', padding='same')(MaxPooling2D()(d2))
u2 = Conv2DTranspose(32, 3, strides=2, padding='same', activation='relu')(d3)
u2 = Add()([u2, d2])
u1 = Conv2DTranspose(16, 3, strides=2, padding='same', activation='relu')(u2)
u1 = Add()([u1, d1])
heat = Conv2D(5, 1, activation='sigmoid', name='heat')(u1)
model = Model(inp, heat)
def iou(y_true, y_pred):
    inter = K.sum(y_true * y_pred) if hasattr(K, 'sum') else 0
    return inter
def dice_loss(y_true, y_pred):
    return 1 - iou(y_true, y_pred)
model.compile(optimizer='adam', loss=dice_loss, metrics=[iou])
