import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.first_lines import Head, head


def of(tmp_path, text):
    (tmp_path / "a.csv").write_bytes(text.encode())
    return head(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,x\n", Head(["a", "b"], ",", 1, ["1", "x"])),
        ("\n a ;b\n", Head(["a", "b"], ";", 2, [])),
        ("1\t2.5\n3\t4\n", Head(["0", "1"], "\t", 0, ["1", "2.5"])),
        ('"a,b",\n', Head(["a,b", "1"], ",", 1, [])),
    ],
)
def test_names_and_delimiter(tmp_path, text, found):
    assert of(tmp_path, text) == found


def test_a_character_cut_in_two_by_the_bound_is_no_fault(tmp_path):
    assert of(tmp_path, "a,b\n" + "1,2\n" * (2**20 - 2) + "1,xé\n").names == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is empty"), ("\n \n", "is empty"), ("a,a\n", "several columns named 'a'"), ("," * 100_001, "columns")],
)
def test_what_has_no_columns(tmp_path, text, said):
    with pytest.raises(DataError, match=said):
        of(tmp_path, text)
