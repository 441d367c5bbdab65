from tensorflow.keras.layers import Input, Conv2D, GlobalAveragePooling2D, concatenate, Dense
from tensorflow.keras.models import Model

image = Input(shape=(48, 48, 3))
towers = []
for k in (1, 3, 5, 7):
    t = Conv2D(filters=16, kernel_size=k, padding='same', activation='relu')(image)
    t = GlobalAveragePooling2D()(t)
    towers.append(t)
merged = concatenate(towers)
age = Dense(1, name='age')(Dense(32, activation='relu')(merged))
model = Model(inputs=image, outputs=age)
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
