from diagnostics.rules.spc.spatial_collapse import SpatialCollapse
from tests.diagnostics.factories import applying, chain, declared, image, layer


def found(*layers, shape=(8, 8, 3), **thresholds):
    head = [layer("Flatten"), layer("Dense", "output", units=2)]
    return list(SpatialCollapse(**thresholds).check(declared(chain(image(*shape), *layers, *head))))


def convolution(name, kernel_size=3, **config):
    return layer("Conv2D", name, filters=4, kernel_size=kernel_size, **{"padding": "same", **config})


def pool(name, size=2, **config):
    return layer("MaxPooling2D", name, pool_size=size, **config)


def test_a_kernel_larger_than_its_map_is_an_error():
    (finding,) = found(pool("pool", 4), convolution("conv", padding="valid"))
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/2/config/kernel_size", "/model/layers/2/config/padding")
    assert "a window of 3×3 over a map of 2×2" in finding.message
    assert finding.blame == 1.0


def test_a_pool_may_be_too_large_as_well():
    (finding,) = found(pool("pool", [2, 9]))
    assert finding.at[0] == "/model/layers/1/config/pool_size"
    assert "2×9 over a map of 8×8" in finding.message


def test_dilation_counts():
    assert found(convolution("conv", padding="valid", dilation_rate=4))
    assert not found(convolution("conv", padding="valid", dilation_rate=3))


def test_a_window_as_large_as_its_map_fits():
    assert not found(convolution("conv", 8, padding="valid"))
    assert not found(pool("pool", 8))


def test_one_axis_is_enough_and_the_first_layer_at_fault_is_the_only_one_named():
    findings = found(convolution("first", [1, 9], padding="valid"), convolution("second", padding="valid"))
    assert [finding.layer for finding in findings] == ["first"]


def test_channels_may_come_first():
    conv = convolution("conv", 4, padding="valid", data_format="channels_first")
    assert found(conv, shape=(8, 3, 3))
    assert not found(conv, shape=(3, 8, 8))


def test_convolutions_on_a_single_position_are_a_warning():
    (finding,) = found(convolution("first"), pool("pool", 8), convolution("second"), convolution("third"))
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/3/config/kernel_size", "/model/layers/4/config/kernel_size")
    assert "2 of 3 convolutions work on maps of a single position: 'second' and 'third'" in finding.message


def test_one_such_convolution_is_below_the_threshold():
    layers = [convolution("first"), pool("pool", 8), convolution("second")]
    assert not found(*layers)
    assert found(*layers, min_wasted_layers=1)


def test_maps_may_end_at_a_single_position():
    blocks = [entry for count in range(3) for entry in (convolution(f"conv_{count}"), pool(f"pool_{count}"))]
    assert not found(*blocks)
    assert not found(convolution("conv", 8, padding="valid"), convolution("a", 1), convolution("b", 1))


def test_squeeze_and_excitation_is_healthy():
    squeezed = layer("GlobalAveragePooling2D", "squeeze", keepdims=True)
    assert not found(convolution("conv"), squeezed, convolution("less", 1), convolution("more", 1))


def test_without_an_input_shape_nothing_is_said():
    layers = [pool("pool", 9), convolution("conv", 9, padding="valid"), layer("Flatten"), layer("Dense", units=2)]
    assert not list(SpatialCollapse().check(declared(chain(*layers))))


def test_axes_of_any_length_are_not_judged():
    steps = layer("Conv1D", "conv", filters=2, kernel_size=50)
    spec = chain(layer("InputLayer", shape=[None, 4]), steps, layer("GlobalMaxPooling1D"), layer("Dense", units=2))
    assert not list(SpatialCollapse().check(declared(spec)))


def test_layers_that_lead_nowhere_are_not_judged():
    assert not found(convolution("lost", 9, padding="valid"), layer("MaxPooling2D", "pool", ["image"]))


def test_odd_configs_are_not_judged():
    assert not found(convolution("conv", "wide"), pool("pool", -1))


def test_its_fixes_apply():
    layers = [pool("one"), pool("two"), pool("three"), pool("four")]
    spec = chain(image(8, 8, 3), convolution("conv"), *layers, layer("Flatten"), layer("Dense", "output", units=2))
    findings = found(convolution("conv"), *layers)
    assert applying(SpatialCollapse, spec, findings) == [fix.name for fix in SpatialCollapse.fixes]
