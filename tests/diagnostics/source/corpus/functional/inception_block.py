from tensorflow.keras.layers import Conv2D, MaxPooling2D, Input, concatenate, AveragePooling2D, Flatten, Dense
from tensorflow.keras.models import Model

input_img = Input(shape=(64, 64, 3))

tower_1 = Conv2D(64, (1, 1), padding='same', activation='relu')(input_img)
tower_1 = Conv2D(64, (3, 3), padding='same', activation='relu')(tower_1)

tower_2 = Conv2D(64, (1, 1), padding='same', activation='relu')(input_img)
tower_2 = Conv2D(64, (5, 5), padding='same', activation='relu')(tower_2)

tower_3 = MaxPooling2D((3, 3), strides=(1, 1), padding='same')(input_img)
tower_3 = Conv2D(64, (1, 1), padding='same', activation='relu')(tower_3)

output = concatenate([tower_1, tower_2, tower_3], axis=3)
output = AveragePooling2D(8)(output)
output = Flatten()(output)
out    = Dense(10, activation='softmax')(output)
model = Model(inputs = input_img, outputs = out)
