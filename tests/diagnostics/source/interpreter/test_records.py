import pytest

from tests.diagnostics.source.small import names_after

SETTINGS = """
from collections import namedtuple
from dataclasses import asdict, dataclass, field, replace
@dataclass
class Settings:
    units: tuple = (128, 64)
    rate: float = 0.1
    tags: list = field(default_factory=list)
    width: int = field(default=3)
    def __post_init__(self):
        self.depth = len(self.units)
Point = namedtuple('Point', 'x y')
settings = Settings(rate=0.5)
settings.tags.append('a')
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("settings.tags", ["a"]),
        ("Settings().tags", []),
        ("settings.width", 3),
        ("settings.depth", 2),
        ("replace(settings, units=(8,)).units", (8,)),
        ("replace(settings, units=(8,)).rate", 0.5),
        ("asdict(settings)", {"units": (128, 64), "rate": 0.5, "tags": ["a"], "width": 3}),
        ("Point(1, 2)._replace(y=3).y", 3),
        ("Point(1, 2)._asdict()", {"x": 1, "y": 2}),
    ],
)
def test_records_are_their_fields(expression, value):
    assert names_after(f"{SETTINGS}found = {expression}")["found"] == value


@pytest.mark.parametrize(
    "expression", ["replace(3, units=1)", "replace(settings, **open_ones)", "asdict(Settings)", "field()"]
)
def test_what_is_no_record_is_open(expression):
    assert names_after(f"{SETTINGS}found = {expression}")["found"].expression == expression
