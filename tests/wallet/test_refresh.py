"""Fetching over real TLS from a server in this process, reached without a network."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from wallet import refresh
from wallet.refresh import Network, Wanted

HOST = "lists.example.org"
PUBLIC = "93.184.216.34"


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    """A key and a certificate for ``HOST``, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        + made.public_bytes(form.Encoding.PEM)
    )
    return path


class Server:
    """Answers each connection with the next of ``answers``, and notes what was asked."""

    def __init__(self, identity):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(identity)
        self.answers: list[bytes] = []
        self.asked: list[bytes] = []
        self.addresses: list[str] = []
        self.threads: list[threading.Thread] = []

    def connect(self, address, port, seconds):
        assert port == 443
        self.addresses.append(address)
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        thread = threading.Thread(target=self._serve, args=(theirs,), daemon=True)
        self.threads.append(thread)
        thread.start()
        return ours

    def _serve(self, plain):
        with contextlib.suppress(OSError), plain:
            line = self.context.wrap_socket(plain, server_side=True)
            with contextlib.suppress(OSError), line:
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += line.recv(4096)
                self.asked.append(asked)
                line.sendall(self.answers.pop(0))

    def network(self, identity, addresses=(PUBLIC,)):
        return Network(
            resolve=lambda _host, _port: addresses,
            connect=self.connect,
            context=ssl.create_default_context(cafile=str(identity)),
        )


@pytest.fixture
def server(identity):
    made = Server(identity)
    yield made
    for thread in made.threads:
        thread.join(10)


def ok(body, *headers):
    lines = [b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def moved(to):
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + b"\r\n\r\n"


def get(server, identity, url=f"https://{HOST}/list", **more):
    wanted = Wanted(url=url, kind="status_list")
    return next(iter(refresh.fetch([wanted], server.network(identity, **more))))


def test_a_list_is_fetched_with_one_plain_get(server, identity):
    server.answers = [ok(b"the list")]
    assert get(server, identity, f"https://{HOST}/a/list?x=1").data == b"the list"
    [asked] = server.asked
    assert asked.split(b"\r\n") == [
        b"GET /a/list?x=1 HTTP/1.1",
        b"Host: lists.example.org",
        b"Accept: */*",
        b"Connection: close",
        b"",
        b"",
    ]
    assert server.addresses == [PUBLIC]


def test_chunked_answers_are_put_together(server, identity):
    server.answers = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nthe\r\n2\r\n!!\r\n0\r\n\r\n"
    ]
    assert get(server, identity).data == b"the!!"


def test_a_redirect_on_the_same_host_is_followed(server, identity):
    server.answers = [moved(b"/new"), ok(b"here")]
    assert get(server, identity).data == b"here"
    assert server.asked[1].startswith(b"GET /new ")


@pytest.mark.parametrize(
    "to", [b"https://other.example.org/", b"http://lists.example.org/", b"//evil.example/x"]
)
def test_a_redirect_elsewhere_is_not(server, identity, to):
    server.answers = [moved(to)]
    assert get(server, identity).error in ("other_host", "address_not_allowed")
    assert len(server.asked) == 1


def test_redirects_end(server, identity):
    server.answers = [moved(b"/again")] * 10
    assert get(server, identity).error == "other_host"
    assert len(server.asked) == refresh.MOST_REDIRECTS + 1


def test_a_certificate_of_somebody_else_is_not_enough(server, identity):
    server.answers = [ok(b"x")]
    assert get(server, identity, "https://another.example.org/").error == "not_secure"
    assert server.asked == []


def test_an_unknown_authority_is_not_enough(server, identity):
    wanted = Wanted(url=f"https://{HOST}/", kind="bundle")
    plain = server.network(identity)
    network = Network(
        resolve=plain.resolve, connect=plain.connect, context=ssl.create_default_context()
    )
    assert next(iter(refresh.fetch([wanted], network))).error == "not_secure"
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "224.0.0.1", "100.64.0.1",
        "no address", "2002:7f00:1::", "fec0::1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",
        "::a00:1", "::ffff:0:127.0.0.1", "2002:a00:1::1",
    ],
)  # fmt: skip
def test_no_private_address_is_spoken_to(server, identity, address):
    for addresses in ((address,), (PUBLIC, address)):
        assert get(server, identity, addresses=addresses).error == "host_not_public"
    assert server.addresses == []


@pytest.mark.parametrize(
    "address", ["2606:4700::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"]
)
def test_a_public_address_may_be_of_either_kind(server, identity, address):
    server.answers = [ok(b"the list")]
    assert get(server, identity, addresses=(address,)).data == b"the list"
    assert server.addresses == [address]


@pytest.mark.parametrize(
    "url",
    [
        f"http://{HOST}/", f"ftp://{HOST}/", f"https://{HOST}:8443/", f"https://me:pw@{HOST}/",
        "https:///x", "https://93.184.216.34/", "https://[::1]/", "https://0x7f000001/",
        "https://2130706433/", "https://localhost/", "file:///etc/passwd", f"https://{HOST}:x/",
        f"https://{HOST}/a b", f"https://{HOST}/\r\nX: y", "https://" + "a" * 3000,
    ],
)  # fmt: skip
def test_addresses_that_are_never_asked(server, identity, url):
    assert get(server, identity, url).error == "address_not_allowed"
    assert server.addresses == []


def test_answers_are_capped(server, identity, monkeypatch):
    monkeypatch.setattr(refresh, "LARGEST", 1000)
    server.answers = [ok(b"x" * 1001)]
    assert get(server, identity).error == "answer_too_large"


def test_an_answer_that_breaks_off_is_none(server, identity):
    server.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"]
    assert get(server, identity).error == "host_unreachable"


def test_slow_answers_end(server, identity, monkeypatch):
    monkeypatch.setattr(refresh, "SECONDS", 0.0)
    server.answers = [ok(b"x")]
    assert get(server, identity).error == "answer_too_slow"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
    ],
)
def test_other_answers_are_none(server, identity, answer):
    server.answers = [answer]
    assert get(server, identity).error == "not_found"


def test_an_answer_that_is_no_http_is_none(server, identity):
    server.answers = [b"hello\r\n\r\n"]
    assert get(server, identity).error == "host_unreachable"


def test_a_failure_does_not_stop_the_others(server, identity):
    server.answers = [ok(b"1"), ok(b"1")]
    wanted = [
        Wanted(url=f"https://{HOST}/1", kind="bundle"),
        Wanted(url="https://localhost/", kind="bundle"),
        Wanted(url=f"https://{HOST}/2", kind="bundle"),
        Wanted(url=f"https://{HOST}/2", kind="bundle"),
    ]
    seen = []
    found = list(
        refresh.fetch(wanted, server.network(identity), lambda *told: seen.append(told))
    )
    assert sorted(one.data or b"" for one in found) == [b"", b"1", b"1"]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert list(refresh.fetch(wanted, server.network(identity), cancelled=lambda: True)) == []


def test_a_telling_list_is_marked():
    wanted = [
        Wanted(url="https://b.example/list", kind="status_list", used_by=1),
        Wanted(url="https://a.example/list", kind="status_list", used_by=5),
        Wanted(url="https://a.example/bundle", kind="bundle"),
    ]
    assert [one.is_telling for one in wanted] == [True, False, False]


def test_the_real_network_is_blocked_in_tests():
    network = refresh.system_network()
    with pytest.raises(AssertionError):
        network.resolve(HOST, 443)
    with pytest.raises(AssertionError):
        network.connect(PUBLIC, 443, 1.0)
    assert ipaddress.ip_address(PUBLIC).is_global
