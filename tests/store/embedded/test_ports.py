import socket

from store.embedded.ports import FIRST_PORT, LAST_PORT, LOOPBACK, usable_port


def test_a_free_remembered_port_is_kept():
    port = usable_port(0)
    assert usable_port(port) == port


def test_a_remembered_port_that_is_taken_is_replaced():
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        assert usable_port(taken) != taken


def test_chosen_ports_lie_below_the_ephemeral_range():
    assert all(FIRST_PORT <= usable_port(0) < LAST_PORT for _ in range(20))
