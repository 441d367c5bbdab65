import pytest

from diagnostics.source.choosing import UnknownNetwork, one_of
from tests.diagnostics.lint.reading import healthy

FIRST, SECOND = healthy(name="generator"), healthy(name="critic")


def test_a_network_is_chosen_by_name_or_for_being_the_only_one():
    assert one_of([FIRST, SECOND], "critic") is SECOND
    assert one_of([FIRST], None) is FIRST


def test_of_several_with_one_name_the_last_is_meant():
    again = healthy(units=3, name="critic")
    assert one_of([SECOND, again], "critic") is again


@pytest.mark.parametrize(
    ("name", "told"), [(None, "name one of generator, critic"), ("criticc", "did you mean 'critic'")]
)
def test_what_cannot_be_chosen_is_told_with_what_there_is(name, told):
    with pytest.raises(UnknownNetwork, match=told):
        one_of([FIRST, SECOND], name)
