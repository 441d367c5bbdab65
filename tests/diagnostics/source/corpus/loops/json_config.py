import json
import keras
from keras import layers
cfg = json.loads("""
{"input": [8],
 "layers": [{"type": "Dense", "units": 32, "activation": "relu"},
            {"type": "Dropout", "rate": 0.25},
            {"type": "Dense", "units": 2, "activation": "softmax"}]}
""")
model = keras.Sequential()
model.add(keras.Input(tuple(cfg["input"])))
for spec in cfg["layers"]:
    kind = spec.pop("type")
    model.add(getattr(layers, kind)(**spec))
model.compile("adam", "sparse_categorical_crossentropy")
