from tests.diagnostics.source.small import names_after


def test_objects_their_methods_and_what_they_inherit():
    found = names_after("""
        class A:
            units = 8
            def __init__(self, a, b=2):
                self.a, self.b = a, b
            def sum(self):
                return self.a + self.b + self.units
            @property
            def double(self):
                return self.a * 2
            @staticmethod
            def still(a):
                return a
            @classmethod
            def made(cls, a):
                return cls(a, 10)
        class B(A):
            units = 100
            def sum(self):
                return super().sum() + 1
        b = B(1)
        x = b.sum(), b.double, b.still(5), A.made(1).sum(), A.still(6), B.__name__
    """)
    assert found["x"] == (104, 2, 5, 19, 6, "B")


def test_dataclasses_and_named_tuples_and_enumerations():
    found = names_after("""
        from collections import namedtuple
        from dataclasses import dataclass
        from enum import Enum
        @dataclass
        class Config:
            units: int = 8
            rate: float = 0.5
        Point = namedtuple('Point', 'x y')
        class Kind(Enum):
            SMALL = 'small'
        c, p = Config(16), Point(1, y=2)
        a = c.units, c.rate, p.x, p.y, Kind.SMALL.value, Kind.SMALL.name
    """)
    assert found["a"] == (16, 0.5, 1, 2, "small", "SMALL")


def test_a_class_of_itself_has_no_members():
    found = names_after("class A(A):\n    pass\nA.__bases__ = (A,)\na = A().b", classes=3)
    assert found["a"].expression == "A().b"


def test_what_an_open_condition_returned_is_no_member():
    found = names_after("class A:\n    if unknown:\n        b = 1\n    else:\n        b = 1\na = A.b")
    assert found["a"] == 1
    assert set(found["A"].members) == {"b"}
