import numpy as np
import pytest

from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.data.recipe import Recipe

RECIPES = {program.data.file: program.data for program in (*healthy_programs(), *sick_programs())}
KINDS = {recipe.kind: recipe for recipe in RECIPES.values() if not recipe.altered}
ALTERED = {recipe.altered: recipe for recipe in RECIPES.values() if recipe.altered}


@pytest.mark.parametrize("recipe", KINDS.values(), ids=KINDS)
def test_the_same_recipe_gives_the_same_finite_samples(recipe):
    once, again = recipe.arrays(), recipe.arrays()
    assert len(once["x"]) == len(once["y"]) == recipe.samples
    for name, values in once.items():
        np.testing.assert_array_equal(values, again[name])
        assert np.isfinite(values).all()


@pytest.mark.parametrize("recipe", ALTERED.values(), ids=str)
def test_altered_samples_keep_inputs_and_labels_together_in_number(recipe):
    made = recipe.arrays()
    pairs = [("x", "y"), ("x_train", "y_train"), ("x_val", "y_val")]
    assert all(len(made[x]) == len(made[y]) > 0 for x, y in pairs if x in made)


def test_another_seed_gives_other_samples_in_another_file():
    one, other = Recipe("moons", 50), Recipe("moons", 50, seed=1)
    assert one.file != other.file
    assert not np.array_equal(one.arrays()["x"], other.arrays()["x"])


def test_a_recipe_is_written_once(tmp_path):
    path = Recipe("waves", 40).written(tmp_path)
    written = path.stat().st_mtime_ns
    assert Recipe("waves", 40).written(tmp_path) == path
    assert path.stat().st_mtime_ns == written
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_mixed_labels_leave_the_inputs_and_the_share_of_each_class():
    plain, mixed = Recipe("waves", 200).arrays(), Recipe("waves", 200).then("label_noise", 1.0).arrays()
    np.testing.assert_array_equal(plain["x"], mixed["x"])
    np.testing.assert_array_equal(np.bincount(plain["y"]), np.bincount(mixed["y"]))
    assert (plain["y"] == mixed["y"]).mean() < 0.5


def test_imbalance_keeps_the_first_class_whole():
    counts = np.bincount(Recipe("moons", 400).then("imbalanced", 10).arrays()["y"])
    assert counts.tolist() == [200, 20]
