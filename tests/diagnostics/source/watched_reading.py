"""Reads a text that tries to run, open and import things, and prints every event of Python's that it caused."""

from __future__ import annotations

import json
import sys
from typing import Any

from diagnostics.source.read import read

TEXT = """
import antigravity, this, os, subprocess, socket, pickle, shutil, importlib, ctypes, urllib.request
import evil.module as evil
import numpy as np
import pandas as pd
import tensorflow as tf
import keras
from evil import *
from keras.preprocessing.image import ImageDataGenerator
from pathlib import Path

open("/etc/passwd").read()
f"{open('/etc/passwd')}"
exec("import os; os.system('true')")
eval("__import__('os').system('true')")
compile("1", "x", "exec")
__import__("os").system("true")
importlib.import_module("antigravity")
os.system("true")
os.remove("x")
os.environ["A"] = "b"
subprocess.run(["true"], shell=True)
socket.create_connection(("127.0.0.1", 9))
urllib.request.urlopen("http://127.0.0.1:9")
pickle.loads(b"cos\\nsystem\\n(S'true'\\ntR.")
ctypes.CDLL("libc.so.6").system(b"true")
shutil.rmtree("/nowhere")
Path("/etc/passwd").read_text()
np.load("x.npy", allow_pickle=True)
pd.read_csv("/etc/passwd")
tf.io.read_file("/etc/passwd")
keras.utils.get_file("x", "http://127.0.0.1:9")
keras.models.load_model("/etc/passwd")
keras.utils.image_dataset_from_directory("/etc")
ImageDataGenerator(preprocessing_function=os.system).flow_from_directory("/etc")
getattr(os, "system")("true")
vars(os)["system"]("true")
globals()["__builtins__"]["open"]("/etc/passwd")
[each for each in ().__class__.__base__.__subclasses__()][0]("true")
input("?"), breakpoint(), help(), print("a", file=open("x", "w"))

@exec
def decorated():
    pass

class Meta(type):
    def __new__(cls, *given):
        os.system("true")

class Sly(metaclass=Meta):
    def __str__(self):
        open("/etc/passwd")
    __repr__ = __eq__ = __hash__ = __len__ = __bool__ = __iter__ = __call__ = __str__

sly = Sly()
str(sly), repr(sly), f"{sly}", "%s" % sly, "{}".format(sly), sly == 1, {sly: 1}, len(sly), bool(sly), [*sly], sly()
with open("/etc/passwd") as file:
    file.write("x")

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Lambda(lambda x: x)])
model.load_weights("/etc/passwd")
model.compile("adam", "mse")
model.fit(np.load("x.npy"), eval("y"), callbacks=[keras.callbacks.ModelCheckpoint("/etc/x")])
model.save("/etc/x")
"""
_ALLOWED = {"compile", "builtins.id"}  # `compile` makes the syntax tree; what would run is told as `exec`


def main() -> None:
    """The names of the models, and the events."""
    read(TEXT)  # what is loaded at first use
    seen: list[str] = []
    watching = True

    def note(event: str, _given: tuple[Any, ...]) -> None:
        if watching and event not in _ALLOWED:
            seen.append(event)

    sys.addaudithook(note)
    models = [model.name for model in read(TEXT).models]
    watching = False
    sys.stdout.write(json.dumps({"models": models, "events": seen}))


if __name__ == "__main__":
    main()
