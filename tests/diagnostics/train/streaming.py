"""Opens a dataset and trains an epoch on it in a process of bounded memory; prints how that went.

The arguments are the dataset's settings and the bytes that the system lets the process have: RLIMIT_DATA, as RLIMIT_AS
counts the near gigabyte of libraries that TensorFlow maps as well.
"""

from __future__ import annotations

import json
import resource
import sys

from diagnostics.build.network import build
from diagnostics.data.dataset import open_dataset
from diagnostics.graph.graph import graph_of
from diagnostics.train.loop import Loop
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.peak import peak_bytes


def main() -> None:
    settings, most = json.loads(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    layers = [
        layer("Rescaling", scale=1 / 255),
        layer("Conv2D", filters=4, kernel_size=8, strides=8, activation="relu"),
        layer("GlobalAveragePooling2D"),
        layer("Dense", units=2, activation="softmax"),
    ]
    training = {"loss": "sparse_categorical_crossentropy", "batch_size": 64, "epochs": 1}
    spec = chain(image(224, 224, 3), *layers, dataset=settings, training=training)
    dataset = open_dataset(spec)
    loop = Loop(build(graph_of(spec), dataset.facts.input_shape).model, spec.training, dataset, 0)
    while not loop.ended:
        loop.advance(loop.planned_steps)
    told = {"shape": dataset.train.inputs.shape, "steps": loop.step, "losses": loop.losses[-3:]}
    told["peak_bytes"] = peak_bytes()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
