# Multi-output "FashionNet"-like class with static builders
import tensorflow as tf
from tensorflow.keras.models import Model
from tensorflow.keras.layers import BatchNormalization, Conv2D, MaxPooling2D, Activation, Dropout, Dense, Flatten, Input


class FashionNet:
    @staticmethod
    def build_branch(inputs, n, finalAct="softmax", prefix="category", chanDim=-1):
        x = Conv2D(32, (3, 3), padding="same")(inputs)
        x = Activation("relu")(x)
        x = BatchNormalization(axis=chanDim)(x)
        x = MaxPooling2D(pool_size=(3, 3))(x)
        x = Dropout(0.25)(x)
        x = Flatten()(x)
        x = Dense(128)(x)
        x = Activation("relu")(x)
        x = BatchNormalization()(x)
        x = Dropout(0.5)(x)
        x = Dense(n)(x)
        x = Activation(finalAct, name="%s_output" % prefix)(x)
        return x

    @classmethod
    def build(cls, width, height, numCategories, numColors, finalAct="softmax"):
        inputShape = (height, width, 3)
        inputs = Input(shape=inputShape)
        categoryBranch = cls.build_branch(inputs, numCategories, finalAct=finalAct)
        colorBranch = FashionNet.build_branch(inputs, numColors, finalAct=finalAct, prefix="color")
        return Model(inputs=inputs, outputs=[categoryBranch, colorBranch], name="fashionnet")


model = FashionNet.build(96, 96, numCategories=4, numColors=3, finalAct="softmax")
