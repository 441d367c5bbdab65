import pytest

from cli.errors import UserError
from cli.exporting import diff_of


def fix(name, status="proven", diff=None, no_diff=""):
    return {"id": f"id-{name}", "name": name, "status": status, "diff": diff, "no_diff": no_diff}


FIXES = [fix("a", "refuted", "A"), fix("b"), fix("c", diff="C"), fix("d", diff="D")]


def test_the_first_proven_fix_with_a_diff():
    assert diff_of(FIXES, None) == "C"


@pytest.mark.parametrize(("name", "diff"), [("a", "A"), ("d", "D"), ("id-d", "D")])
def test_a_fix_by_name_or_id_whatever_its_status(name, diff):
    assert diff_of(FIXES, name) == diff


@pytest.mark.parametrize(
    ("fixes", "name", "told"),
    [
        ([], None, "no fix of this job is proven; none of its fixes has a diff"),
        (FIXES[:1], None, "no fix of this job is proven; these have a diff: --fix a"),
        (FIXES, "x", "the report has no fix 'x'; these have a diff: --fix a, --fix c, --fix d"),
        (
            FIXES,
            "b",
            "b has no diff: the job was given no Keras source; `deadweight apply id-b` makes a job of the change",
        ),
        (
            [fix("e", no_diff="the text does not state it")],
            None,
            "e has no diff: the text does not state it; `deadweight",
        ),
    ],
)
def test_what_cannot_be_had_is_told(fixes, name, told):
    with pytest.raises(UserError) as raised:
        diff_of(fixes, name)
    assert told in str(raised.value)
