import pytest

from diagnostics.data.remote.addresses import checked, is_public, resolved
from diagnostics.data.remote.errors import Refused, Unreachable


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "0.1.2.3"),
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1", "2001::1"),
        *("::127.0.0.1", "64:ff9b:1::a00:1", "100::1", "no address"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough():
    with pytest.raises(Refused, match=r"^data\.test has no public address"):
        checked("data.test", 80, lambda *_: ["8.8.8.8", "10.0.0.1"], ())


def test_the_address_itself_is_not_told():
    with pytest.raises(Refused) as caught:
        checked("data.test", 80, lambda *_: ["10.1.2.3"], ())
    assert "10.1.2.3" not in str(caught.value)


@pytest.mark.parametrize("entry", ["data.test", "DATA.test", "data.test:8080"])
def test_what_is_listed_need_not_be_public(entry):
    assert checked("Data.test", 8080, lambda *_: ["10.0.0.1"], [entry]) == ["10.0.0.1"]


@pytest.mark.parametrize("entry", ["data.test:80", "test", "10.0.0.1", ""])
def test_what_is_not_listed_has_to_be(entry):
    with pytest.raises(Refused):
        checked("data.test", 8080, lambda *_: ["10.0.0.1"], [entry])


def test_the_system_s_own_resolver():
    assert "127.0.0.1" in resolved("localhost", 80)
    with pytest.raises(Refused):
        checked("localhost", 80, resolved, ())
    with pytest.raises(Unreachable, match=r"no address is known for 'no-such-host.invalid'"):
        resolved("no-such-host.invalid", 80)
