"""Which addresses are refused, as they are written and as they resolve."""

import pytest

from counterclaim.errors import FetchError
from counterclaim.read import fetch_reasons as why
from counterclaim.read.addresses import find_refusal, follow, origin_of, parse_address


@pytest.mark.parametrize(
    ("written", "fetched"),
    [
        ("http://news.example", "http://news.example/"),
        (" https://news.example:8443/a?b#c ", "https://news.example:8443/a?b"),
        ("https://новости.example/а", "https://новости.example/а"),
        ("http://9.9.9.9/", "http://9.9.9.9/"),
        ("http://[2620:fe::fe]:8080/", "http://[2620:fe::fe]:8080/"),
        ("http://4chan.example.7up.com/", "http://4chan.example.7up.com/"),
    ],
)
def test_plain_addresses_are_fetched(written: str, fetched: str) -> None:
    assert parse_address(written) == fetched


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("file:///etc/passwd", why.NOT_HTTP),
        ("ftp://news.example/", why.NOT_HTTP),
        ("gopher://news.example:6379/_INFO", why.NOT_HTTP),
        ("javascript:alert(1)", why.NOT_HTTP),
        ("news.example/a", why.NOT_HTTP),
        ("", why.NOT_HTTP),
        ("http://", why.NO_ADDRESS),
        ("http:///a", why.NO_ADDRESS),
        ("http://news.example:0/", why.NO_ADDRESS),
        ("http://news.example:99999/", why.NO_ADDRESS),
        ("http://[::1", why.NO_ADDRESS),
        ("http://news.example/a b", why.NO_ADDRESS),
        ("http://news.example\\@p.example/", why.HAS_USER),
        ("http://news.example\\.p.example/", why.NO_ADDRESS),
        ("http://news.example/" + "a" * 9000, why.NO_ADDRESS),
        ("http://2130706433/", why.ODD_HOST),
        ("http://0x7f.1/", why.ODD_HOST),
        ("http://0X7F000001/", why.ODD_HOST),
        ("http://0177.0.0.1/", why.ODD_HOST),
        ("http://127.1/", why.ODD_HOST),
        ("http://127.0.0.1./", why.ODD_HOST),
        ("http://127.0.0.0x1/", why.ODD_HOST),
        ("http://①②⑦.0.0.1/", why.ODD_HOST),
        ("http://127。0。0。1/", why.ODD_HOST),
        ("http://%31%32%37.0.0.1/", why.ODD_HOST),
        ("http://[::ffff:127.0.0.1]/", why.ODD_HOST),
        ("http://[fe80::1%25eth0]/", why.ODD_HOST),
        ("http://news.example.1/", why.ODD_HOST),
    ],
)
def test_other_addresses_are_refused(written: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_address(written)
    assert caught.value.reason == reason


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        parse_address("https://desk:secret@news.example/a")
    assert caught.value.reason == why.HAS_USER
    assert "secret" not in str(caught.value)
    assert caught.value.url == "https://news.example/a"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.9.9.9", "loopback"),
        ("::1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("192.0.0.8", "private"),
        ("192.88.99.1", "private"),
        ("198.18.0.1", "private"),
        ("203.0.113.9", "private"),
        ("240.0.0.1", "private"),
        ("255.255.255.255", "private"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "private"),
        ("::", "unspecified"),
        ("169.254.0.9", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("fec0::1", "private"),
        ("2001:db8::1", "private"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "private"),
        ("64:ff9b:1::1", "private inside IPv6"),
        ("64:ff9b:1::a9fe:a9fe", "metadata service"),
        ("::ffff:0:127.0.0.1", "loopback inside IPv6"),
        ("3fff::1", "private"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("::ffff:127.0.0.1", "loopback inside IPv6"),
        ("::ffff:10.0.0.1", "private inside IPv6"),
        ("::127.0.0.1", "private"),
        ("2002:7f00:1::", "loopback inside IPv6"),
        ("2002:a00:1::", "private inside IPv6"),
        ("64:ff9b::a00:1", "private inside IPv6"),
        ("64:ff9b::a9fe:a9fe", "metadata service"),
        ("169.254.169.254", "metadata service"),
        ("fd00:ec2::254", "metadata service"),
        ("168.63.129.16", "metadata service"),
        ("elsewhere", "no number"),
    ],
)
def test_numbers_outside_the_public_network_are_refused(number: str, kind: str) -> None:
    assert find_refusal(number) == kind


@pytest.mark.parametrize(
    "number", ["9.9.9.9", "8.8.4.4", "2620:fe::fe", "64:ff9b::909:909", "2002:909:909::1"]
)
def test_public_numbers_are_not(number: str) -> None:
    assert find_refusal(number) is None


@pytest.mark.parametrize("number", ["127.0.0.1", "::1", "10.0.0.1", "fc00::1"])
def test_private_numbers_can_be_allowed(number: str) -> None:
    assert find_refusal(number, allow_private=True) is None


@pytest.mark.parametrize(
    "number",
    ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "224.0.0.1", "0.0.0.0", "x"],
)
def test_metadata_and_multicast_never_are(number: str) -> None:
    assert find_refusal(number, allow_private=True) is not None


def test_redirects_are_resolved_against_their_page() -> None:
    assert follow("https://news.example/a/b", "../c?d#e") == "https://news.example/c?d"
    assert follow("https://news.example/a", "//p.example/x") == "https://p.example/x"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://0/", "//[::1", "data:,a"])
def test_redirects_elsewhere_are_refused(location: str) -> None:
    with pytest.raises(FetchError):
        follow("https://news.example/a", location)


def test_one_site_is_one_scheme_host_and_port() -> None:
    assert origin_of("https://News.example:8443/a?b") == "https://news.example:8443"
