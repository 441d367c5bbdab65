import keras
import pytest

from diagnostics.build import downloads
from diagnostics.build.downloads import DownloadError, fetched
from diagnostics.build.network import BuildError, build
from diagnostics.build.pretrained import restore
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import job_with

pytestmark = pytest.mark.filterwarnings("ignore:`input_shape` is undefined")


@pytest.fixture
def offline(monkeypatch, tmp_path):
    """No cache, and an address where nothing listens in the place of every proxy."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr("keras.src.backend.config.keras_home", lambda: str(tmp_path), raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def spec_of(**application):
    job = job_with(
        {"application": {"name": "MobileNet", "weights": "imagenet", **application}},
        image={"size": [32, 32], "channels": 3},
    )
    return resolve(read_job(job))


def test_without_network_the_file_to_supply_is_named(offline):
    spec = spec_of()
    graph = graph_of(spec)
    network = build(graph, (32, 32, 3))
    with pytest.raises(BuildError) as caught:
        restore(graph, network, spec.model.weights, ())
    assert caught.value.pointer == "/model/weights/location"
    assert "URL fetch failure" in str(caught.value)
    assert ".save('MobileNet.keras')" in str(caught.value)


def test_layers_are_those_of_the_application_in_order(monkeypatch):
    made = keras.applications.MobileNet(weights=None, include_top=False)
    monkeypatch.setattr(downloads, "_model", lambda _: made)
    spec = spec_of()
    graph = graph_of(spec)
    network = build(graph, (32, 32, 3))
    restore(graph, network, spec.model.weights, ())
    for name, layer in network.layers.items():
        if layer.weights:
            assert (layer.get_weights()[0] == fetched("MobileNet")[name].get_weights()[0]).all()


def test_what_is_no_failure_of_keras_passes_through(monkeypatch):
    class Cancelled(Exception):
        pass

    def cancelled(**_):
        raise Cancelled

    monkeypatch.setattr(keras.applications, "MobileNet", cancelled)
    with pytest.raises(Cancelled):
        fetched("MobileNet")

    def unreachable(**_):
        raise Exception("URL fetch failure on somewhere")

    monkeypatch.setattr(keras.applications, "MobileNet", unreachable)
    with pytest.raises(DownloadError, match="somewhere"):
        fetched("MobileNet")


def test_a_mobilenet_of_another_width_is_fetched_at_that_width(monkeypatch):
    asked = {}

    real = keras.applications.MobileNetV2

    def made(**given):
        asked.update(given)
        return real(**{**given, "weights": None})

    monkeypatch.setattr(keras.applications, "MobileNetV2", made)
    assert "block_1_expand" in fetched("MobileNetV2?alpha=0.5")
    assert asked["alpha"] == 0.5


def test_without_network_the_width_is_named_too(offline):
    with pytest.raises(DownloadError, match=r"MobileNet\(alpha=0.5, weights='imagenet'"):
        fetched("MobileNet?alpha=0.5")
