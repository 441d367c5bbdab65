"""One reading leaves nothing behind for the next."""

from diagnostics.source.read import read

BASE = """
from keras import Sequential, applications, layers
base = applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3))
"""
HEAD = "model = Sequential([base, layers.Flatten(), layers.Dense(2)])\n"


def test_what_a_text_does_to_the_configs_of_an_application_stays_in_it():
    spoil = "for each in base.layers[1:]:\n    each.kernel_initializer['class_name'] = 'Zeros'\n"
    before = read(BASE + HEAD).models[0].layers
    read(BASE + spoil + HEAD)
    assert read(BASE + HEAD).models[0].layers == before


def test_what_a_text_does_to_the_arguments_of_the_program_stays_in_it():
    text = "import sys\nsys.argv.append('10')\nfrom keras import *\nSequential([layers.Dense(len(sys.argv))])\n"
    units = [read(text).models[0].layers[-1].config["units"] for _ in range(2)]
    assert units[0] == units[1]
