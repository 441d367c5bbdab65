from diagnostics.rules.spc.dropout_misplaced import DropoutMisplaced
from tests.diagnostics.factories import applying, chain, declared, image, layer


def found(*layers, **thresholds):
    return list(DropoutMisplaced(**thresholds).check(declared(chain(image(8), *layers))))


def dense(units=8, activation="relu", name=None):
    return layer("Dense", name, units=units, activation=activation)


def drop(rate, name=None, kind="Dropout"):
    return layer(kind, name, rate=rate)


OUT = dense(2, "softmax", "out")


def test_a_rate_that_leaves_little():
    (finding,) = found(dense(), drop(0.9, "much"), OUT)
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2/config/rate",)
    assert finding.message == "'much' drops 0.9 of what it gets: 0.1 of it is left in a training step"
    assert [finding.severity for finding in found(dense(), drop(0.99), OUT)] == ["error"]
    assert not found(dense(), drop(0.89), OUT)


def test_rates_inside_recurrent_layers_count():
    spec = chain(image(5, 3), layer("LSTM", "cell", units=4, recurrent_dropout=0.95), OUT)
    (finding,) = DropoutMisplaced().check(declared(spec))
    assert finding.at == ("/model/layers/1/config/recurrent_dropout",)


def test_dropout_of_the_answers():
    (finding,) = found(dense(), OUT, drop(0.2, "late"))
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/3",)
    assert "the answers themselves" in finding.message
    assert found(dense(), dense(2, None, "logits"), drop(0.5), layer("Softmax"))[0].severity == "error"


def test_dropout_before_the_output_layer_is_healthy():
    assert not found(dense(), drop(0.5), OUT)
    assert not found(drop(0.2), OUT)


def test_dropout_that_drops_nothing_is_healthy_anywhere():
    assert not found(dense(), layer("BatchNormalization"), OUT, drop(0.0))


def test_dropout_before_a_pooling_or_a_merge_is_not_the_output():
    maps = [layer("Conv2D", filters=4, kernel_size=1), drop(0.3), layer("GlobalAveragePooling2D"), layer("Softmax")]
    assert not list(DropoutMisplaced().check(declared(chain(image(), *maps))))


def test_dropout_that_batch_normalisation_reads():
    (finding,) = found(dense(8, None), drop(0.3), layer("ReLU"), layer("BatchNormalization", "norm"), OUT)
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2",)
    assert "batch normalisation 'norm'" in finding.message


def test_dropout_after_batch_normalisation_is_healthy():
    block = [dense(8, None), layer("BatchNormalization"), layer("ReLU"), drop(0.3)]
    assert not found(*block, OUT)
    assert not found(dense(), drop(0.3), layer("LayerNormalization"), OUT)


def test_heavy_dropouts_in_a_row_multiply():
    (finding,) = found(dense(), drop(0.7), dense(), drop(0.7), OUT)
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2/config/rate", "/model/layers/4/config/rate")
    assert finding.evidence["rates"] == [0.7, 0.7]


def test_dropouts_at_the_threshold():
    rows = [part for _ in range(3) for part in (dense(), drop(0.5))]
    assert not found(*rows, OUT)  # leaves 0.125
    (finding,) = found(*rows, dense(), drop(0.5), OUT)
    assert len(finding.at) == 4
    assert found(*rows, OUT, min_kept=0.125)


def test_dropouts_apart_or_light_do_not_add_up():
    assert not found(dense(), drop(0.7), dense(), dense(), drop(0.7), OUT)
    assert not found(*[part for _ in range(8) for part in (dense(), drop(0.4))], OUT)


def test_dropout_of_whole_channels_counts():
    maps = [layer("Conv2D", filters=4, kernel_size=1), drop(0.95, kind="SpatialDropout2D"), layer("Flatten"), OUT]
    assert list(DropoutMisplaced().check(declared(chain(image(), *maps))))


def test_its_fix_cures_every_case():
    for layers in (
        [dense(), drop(0.99), OUT],
        [dense(), OUT, drop(0.2)],
        [dense(), drop(0.2), layer("BatchNormalization"), OUT],
        [drop(0.5), drop(0.5), drop(0.5), drop(0.5), OUT],
    ):
        spec = chain(image(8), *layers)
        assert applying(DropoutMisplaced, spec, found(*layers)) == ["move-dropout"]
