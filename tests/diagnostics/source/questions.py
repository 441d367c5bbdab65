"""Questions as people paste them, shortened: prose, logs and tables round code that nothing marks as such."""

# ruff: noqa: RUF001 (these are Russian letters)

CHINESE = """VGG16 没有进行任何学习?

问题描述 投票:0回答:1

  • 班级人数:4人
  • 图像形状:(8, 8, 3)

这是我的代码。

augment = keras.Sequential(
    [
        layers.RandomFlip("horizontal"),
    ]
)

def make(shape, classes):
    inputs = keras.Input(shape=shape)

    # Block 1
    x = augment(inputs)

    x = layers.Flatten()(x)
    return keras.Model(inputs, layers.Dense(classes)(x))
models = {
    "one": make((8, 8, 3), 4),
}

for name, model in models.items():
    print(f'\\x1b[34mTraining {name} …\\x1b[0m')
    model.compile("adam", "mse")

输出样本:

Epoch 14/30
128/128 [==============================] - ETA: 0s - loss: 5.0713 - accuracy: 0.0054
 47%|████▋     | 14/30 [05:35<06:16, 23.50s/it]
python keras deep-learning
1个回答
0
投票

    # Block 1
    x = augment(inputs)  # This is not being used
    x = layers.Flatten()(x)

看起来它通过重新分配

x
来丢弃前两层。
"""

RUSSIAN = """Вопрос или проблема
У меня есть набор данных из 2 классов. Либо зеленый, либо красный.
и я “циклирую” скорость обучения через подходящий диапазон.
model = keras.Sequential([
keras.layers.Dense(112, activation=tf.nn.relu, input_shape=(8, 8, 3)),
keras.layers.Dense(3, activation=tf.nn.softmax)
])
model.fit(images, labels, shuffle=True,
callbacks=[checkpoint,
rates],
validation_data = (held, out)
)
Почему модель иногда НЕ дает хорошее соответствие?
ИЗМЕНЕНИЕ 1
best = keras.optimizers.Adam(lr=0.001,decay=0.01)
Shuffle = True должен давать лучшие результаты.
Теория
-
Перемешивание данных (Shuffle): важный элемент. Когда
shuffle=True
, данные случайным образом переупорядочиваются.
Например, использование
Dense
слоя на входном изображении (low loss/high accuracy
) и плохую — в другом (accuracy 50%
).
"""

TWO_PROGRAMS = """通过Keras进行学习

时间:2019-11-03 01:13:21
标签: machine-learning keras

model.add(Dense(512, activation='relu'))

from keras.optimizers import Adam

model.compile(loss='categorical_crossentropy',
              optimizer=Adam(),
              metrics=['acc'])

  • 第1/5集
    • 724s-损失:3.1305-acc:0.3059-val_loss:6.5914 val_acc:0.0099

Layer (type)                 Output Shape              Param #
=================================================================
dense_1 (Dense)              (None, 512)               1049088
=================================================================
Total params: 1,049,088
_________________________________________________________________

答案 1 :(得分:1)

answer (x)

model.add(Dense(128, activation='relu'))

from keras.optimizers import Adam
model.compile(loss='categorical_crossentropy', optimizer=Adam(),
              metrics=['acc'])首页 > 解决方案
"""

PREDICTIONS = """Результаты Обучения:

 Epoch 1/50
180/180 [==============================] - 50s 278ms/step - loss: 1.6095 - val_loss: 1.6109

Epoch 00001: val_loss improved from inf to 1.61094, saving model to vgg16.h5
Restoring model weights from the end of the best epoch.

Код, используемый для получения прогнозов:

 predictions = []
actuals=[]

for i, (images, labels) in enumerate( test):
  if i > 2:
    break
  print(labels[0].numpy(), "t")

Output of the above code:

 (30, 5) (30, 5)
[0. 0. 1. 0. 0.]     [0.19907779 0.20320047 0.1968051  0.20173152 0.19918515]

Вот краткое описание модели:

 Model: "vgg16"
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
input_3 (InputLayer)         [(30, 8, 8, 3)]           0
_________________________________________________________________
output (Dense)               (30, 8, 8, 5)             20
=================================================================
Total params: 20
Trainable params: 20
Non-trainable params: 0

Код находится здесь: https://example.org/drive
"""
