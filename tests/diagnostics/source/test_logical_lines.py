import pytest

from diagnostics.source.logical_lines import LogicalLines


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("x = 1\ny", 0),
        ("f(\n  [1,\n  2])\ny", 2),
        ("f('(')\ny", 0),
        ("f()  # (\ny", 0),
        ('x = """a\n(\n"""\ny', 2),
        ("x = '''a\n\\'''b\n'''\ny", 2),
        ("x = 1 + \\\n  2\ny", 1),
        ('f("""a""", [\n])', 1),
        ("it's (", None),
        ("f(\ny", None),
        ("x)\n(", None),
        ('x = """\ny', None),
    ],
)
def test_where_a_statement_ends(text, last):
    assert LogicalLines(text.split("\n")).end(0) == last


def test_looking_ahead_is_bounded():
    lines = LogicalLines(["f("] * 10_000)
    assert all(lines.end(number) is None for number in range(10_000))
