"""Nothing in the product or its tests reaches past this machine."""

import socket

import pytest


def test_a_host_outside_is_refused_and_told(hosts_refused: list[str]) -> None:
    with pytest.raises(PermissionError, match=r"reached for example\.org"):
        socket.create_connection(("example.org", 80), timeout=1)
    with socket.socket() as plain, pytest.raises(PermissionError):
        plain.connect(("192.0.2.1", 80))
    assert hosts_refused == ["example.org", "192.0.2.1"]
    hosts_refused.clear()


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as client,
    ):
        assert client.getpeername() == server.getsockname()
