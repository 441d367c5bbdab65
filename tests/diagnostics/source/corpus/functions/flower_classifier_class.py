import os
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

AUTOTUNE = tf.data.AUTOTUNE
CONFIG = {
    "image_size": (180, 180),
    "batch_size": 32,
    "filters": [32, 64, 128],
    "dropout": 0.3,
    "lr": 3e-4,
    "classes": ["daisy", "dandelion", "roses", "sunflowers", "tulips"],
}


class FlowerClassifier:
    def __init__(self, config):
        self.config = config
        self.num_classes = len(config["classes"])
        self.model = None

    def load(self, directory):
        train = keras.utils.image_dataset_from_directory(
            directory, validation_split=0.2, subset="training", seed=123,
            image_size=self.config["image_size"], batch_size=self.config["batch_size"])
        val = keras.utils.image_dataset_from_directory(
            directory, validation_split=0.2, subset="validation", seed=123,
            image_size=self.config["image_size"], batch_size=self.config["batch_size"])
        return train.cache().shuffle(1000).prefetch(AUTOTUNE), val.cache().prefetch(AUTOTUNE)

    def build(self):
        model = keras.Sequential(name="flowers")
        model.add(keras.Input(shape=self.config["image_size"] + (3,)))
        model.add(layers.Rescaling(1.0 / 255))
        for i, filters in enumerate(self.config["filters"]):
            model.add(layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"conv_{i}"))
            model.add(layers.MaxPooling2D())
        model.add(layers.Dropout(self.config["dropout"]))
        model.add(layers.Flatten())
        model.add(layers.Dense(128, activation="relu"))
        model.add(layers.Dense(self.num_classes))
        self.model = model
        return self

    def compile(self):
        self.model.compile(
            optimizer=keras.optimizers.Adam(self.config["lr"]),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"])
        return self

    def train(self, train, val, epochs=10):
        return self.model.fit(train, validation_data=val, epochs=epochs, callbacks=[
            keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
            keras.callbacks.ModelCheckpoint(os.path.join("out", "best.keras"), save_best_only=True)])


if __name__ == "__main__":
    clf = FlowerClassifier(CONFIG)
    train_ds, val_ds = clf.load("flower_photos")
    history = clf.build().compile().train(train_ds, val_ds, epochs=15)
    print(f"best: {max(history.history['val_accuracy']):.3f}")
