"""How far a network address is, whatever it is written as."""

import pytest

from engine.core.addresses import NETWORKS, neighbourhood, network_of, read, within


@pytest.mark.parametrize(
    ("written", "network"),
    [
        ("93.184.216.34", "public"),
        ("2606:4700::1111", "public"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("fd12::1", "private"),
        ("fec0::1", "private"),
        ("127.0.0.1", "local"),
        ("127.255.255.254", "local"),
        ("::1", "local"),
        ("169.254.169.254", None),
        ("fe80::1", None),
        ("fe80::1%eth0", None),
        ("100.100.100.200", None),
        ("168.63.129.16", None),
        ("192.0.0.192", None),
        ("fd00:ec2::254", None),
        ("224.0.0.1", None),
        ("ff02::1", None),
        ("0.0.0.0", None),
        ("::", None),
    ],
)
def test_the_network_of_an_address(written: str, network: str | None) -> None:
    assert network_of(read(written)) == network


@pytest.mark.parametrize(
    ("written", "network"),
    [
        ("::ffff:127.0.0.1", "local"),
        ("::ffff:169.254.169.254", None),
        ("::ffff:10.0.0.1", "private"),
        ("2002:7f00:1::", "local"),
        ("2002:a9fe:a9fe::", None),
        ("64:ff9b::7f00:1", "local"),
        ("64:ff9b::169.254.169.254", None),
        ("64:ff9b::93.184.216.34", "public"),
        ("64:ff9b:1::127.0.0.1", None),
        ("::127.0.0.1", None),
        ("::ffff:0:127.0.0.1", None),
    ],
)
def test_an_ipv4_address_in_disguise_is_judged_as_what_it_is(
    written: str, network: str | None
) -> None:
    assert network_of(read(written)) == network


@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("93.184.216.34", ["public", "private", "local"]),
        ("10.1.2.3", ["private", "local"]),
        ("127.0.0.1", ["local"]),
        ("169.254.169.254", []),
    ],
)
def test_a_network_holds_what_lies_further_out(written: str, reached: list[str]) -> None:
    assert [name for name in NETWORKS if within(read(written), name)] == reached


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="kantor"):
        read("kantor.example.id")


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
        ("-", "-"),
    ],
)
def test_a_household_has_one_address_or_a_64(written: str, where: str) -> None:
    assert neighbourhood(written) == where
