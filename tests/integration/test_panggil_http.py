"""Calls over HTTP, to a real server: what is sent, what comes of an answer, what is refused."""

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engine.app import Application
from engine.clock import FixedClock
from handlers import addresses, outgoing, panggil_http
from handlers.contract import Context, Outcome, Permanent, Retry
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.listening import Listening, listening
from tests.integration.services import one, with_handlers

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Listening]:
    with listening() as found:
        yield found


def call(url: str, hosts: str = "localhost", **inputs: Any) -> Outcome:
    handler = panggil_http.handler(hosts)
    return handler.run(Context("kantor", "x", "lapor", {"url": url, **inputs}, "kunci-1", NOW))


def test_a_form_is_sent_as_json_with_the_key_of_the_job(server: Listening) -> None:
    server.status, server.body = 201, b'{"nomor": 7}'
    server.headers = {"Content-Type": "application/json; charset=utf-8"}
    inputs: dict[str, Any] = {"metode": "post", "isi": {"tahun": 2026, "nama": "Laporan “kinerja”"}}
    outcome = call(server.url("/lapor?a=1"), **inputs)
    assert outcome.variables == {"status": 201, "jawaban": {"nomor": 7}}
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/lapor?a=1")
    assert json.loads(seen.body) == inputs["isi"]
    assert seen.headers["Idempotency-Key"] == "kunci-1"
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.headers["Host"] == f"localhost:{server.port}"


def test_text_stays_text_and_a_call_without_a_body_has_none(server: Listening) -> None:
    server.body = b"\xffbaik\x00"
    assert call(server.url()).variables["jawaban"] == "\N{REPLACEMENT CHARACTER}baik\ufffd"
    call(server.url(), metode="PUT", isi="apa adanya", kepala={"Content-Type": "text/csv"})
    assert [(seen.body, seen.headers.get("Content-Type")) for seen in server.seen] == [
        (b"", None),
        (b"apa adanya", "text/csv"),
    ]


def test_a_head_comes_back_without_content(server: Listening) -> None:
    assert call(server.url(), metode="HEAD").variables == {"status": 200, "jawaban": ""}


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_busy_or_broken_system_is_asked_again(server: Listening, status: int) -> None:
    server.status = status
    with pytest.raises(Retry, match=f"menjawab {status}"):
        call(server.url("/lapor?rahasia=1"))


@pytest.mark.parametrize(
    ("told", "after"),
    [
        ("120", timedelta(seconds=120)),
        (format_datetime(NOW + timedelta(hours=2), usegmt=True), timedelta(hours=2)),
        (format_datetime(NOW - timedelta(hours=2), usegmt=True), timedelta(0)),
        ("99999999999999", timedelta(days=1)),
        ("nanti", timedelta(0)),
        ("", timedelta(0)),
    ],
)
def test_it_is_asked_again_when_it_wants_to_be(
    server: Listening, told: str, after: timedelta
) -> None:
    server.status, server.headers = 503, {"Retry-After": told}
    with pytest.raises(Retry) as caught:
        call(server.url())
    assert caught.value.after == after


def test_a_refusal_is_for_good_unless_the_model_catches_it(server: Listening) -> None:
    server.status, server.body = 422, b"kurang"
    with pytest.raises(Permanent, match=r"menolak dengan 422") as caught:
        call(server.url("/lapor?token=abc"))
    assert "abc" not in str(caught.value)
    outcome = call(server.url(), galat="DITOLAK")
    assert (outcome.error, outcome.variables) == ("DITOLAK", {"status": 422, "jawaban": "kurang"})


def test_a_redirect_is_not_followed(server: Listening) -> None:
    server.status, server.headers = 302, {"Location": "http://169.254.169.254/"}
    with pytest.raises(Permanent, match="mengalihkan"):
        call(server.url())
    assert len(server.seen) == 1


def test_a_secret_stays_in_the_environment(
    server: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLER_TOKEN", "sangat-rahasia")
    server.body = b'{"kata": "sangat-rahasia", "lain": 1}'
    server.headers = {"Content-Type": "application/json"}
    outcome = call(server.url(), kepala={"Authorization": "Bearer env:HANDLER_TOKEN"})
    assert server.seen[0].headers["Authorization"] == "Bearer sangat-rahasia"
    assert outcome.variables["jawaban"] == {"kata": "***", "lain": 1}


@pytest.mark.parametrize("name", ["HANDLER_TIDAK_ADA", "PATH", "SOPAN_DATABASE_URL"])
def test_only_variables_meant_for_it_may_be_named(server: Listening, name: str) -> None:
    with pytest.raises(Permanent, match=f"env:{name} tidak ada"):
        call(server.url(), kepala={"X-Kunci": f"env:{name}"})
    assert server.seen == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "lain"},
        {"content-LENGTH": "1"},
        {"Accept-Encoding": "gzip"},
        {"X\r\nY": "1"},
        {"X": "1\r\nY: 2"},
        {"": "1"},
        ["X"],
    ],
)
def test_headers_that_would_change_the_call_are_refused(server: Listening, headers: Any) -> None:
    with pytest.raises(Permanent):
        call(server.url(), kepala=headers)
    assert server.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://localhost/x",
        "gopher://localhost/x",
        "localhost/x",
        "http:///x",
        "http://orang:sandi@localhost/",
        "http://localhost:99999999/",
        "http://\x00/",
        7,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: object) -> None:
    with pytest.raises(Permanent, match="url "):
        call(url)  # type: ignore[arg-type]  # a model may give anything


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"metode": "TRACE"}, "metode"),
        ({"batas_waktu": "lama"}, "batas_waktu"),
        ({"batas_waktu": -1}, "batas_waktu"),
        ({"isi": "x" * (panggil_http.MOST_SENT + 1)}, "isi"),
    ],
)
def test_what_cannot_be_sent_is_said(server: Listening, inputs: dict[str, Any], says: str) -> None:
    with pytest.raises(Permanent, match=says):
        call(server.url(), **inputs)
    assert server.seen == []


@pytest.mark.parametrize(
    ("hosts", "host", "lets"),
    [
        ("", "localhost", False),
        ("api.go.id, *.example", "localhost", False),
        ("*", "localhost", False),  # a pattern does not reach into the office's own network
        ("local*", "localhost", False),
        ("*, localhost", "LOCALHOST", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("*", "127.0.0.1", False),
        ("*", "2130706433", False),  # the same address in other words
        ("*", "0x7f000001", False),
        ("*", "127.1", False),
    ],
)
def test_only_hosts_on_the_list_are_called(
    server: Listening, hosts: str, host: str, lets: bool
) -> None:
    if lets:
        call(server.url(host=host), hosts)
    else:
        with pytest.raises(Permanent, match=r"belum diizinkan|tidak boleh dipanggil"):
            call(server.url(host=host), hosts)
    assert len(server.seen) == lets


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "[fe80::1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
    ],
)
def test_where_a_cloud_keeps_its_secrets_is_never_called(host: str) -> None:
    with pytest.raises(Permanent, match="tidak boleh dipanggil"):
        call(f"http://{host}/latest/meta-data/", hosts=f"*, {host.strip('[]')}", batas_waktu=1)


def test_a_public_address_may_be_meant_by_a_pattern() -> None:
    assert str(addresses.resolve("93.184.216.34", 80, ("*",))) == "93.184.216.34"
    assert str(addresses.resolve("10.1.2.3", 80, ("10.1.2.3",))) == "10.1.2.3"


def test_a_name_nobody_knows_is_tried_again() -> None:
    with pytest.raises(Retry, match="tidak ditemukan"):
        call("http://tidak-ada.invalid/", hosts="*")


def test_nobody_there_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(Retry, match="tidak dapat dihubungi"):
            call(f"http://localhost:{port}/lapor")


def test_a_silent_system_does_not_hold_the_handler(server: Listening) -> None:
    server.instead = lambda _: time.sleep(2)
    before = time.monotonic()
    with pytest.raises(Retry, match="tidak menjawab pada waktunya"):
        call(server.url(), batas_waktu=0.2)
    assert time.monotonic() - before < 1.5


def test_a_system_that_drips_does_not_either(server: Listening) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.instead = drip
    before = time.monotonic()
    with pytest.raises(Retry, match="terlalu lama"):
        call(server.url(), batas_waktu=0.3)
    assert time.monotonic() - before < 1.5


def test_an_answer_may_not_be_large_or_compressed(server: Listening) -> None:
    server.body = b"x" * (outgoing.MOST_READ + 1)
    with pytest.raises(Permanent, match="lebih dari"):
        call(server.url())
    server.body, server.headers = b"x", {"Content-Encoding": "gzip"}
    with pytest.raises(Permanent, match="dimampatkan"):
        call(server.url())


def test_json_that_is_none_is_kept_as_text(server: Listening) -> None:
    server.body, server.headers = b"{", {"Content-Type": "application/json"}
    assert call(server.url()).variables["jawaban"] == "{"


def test_a_certificate_must_be_that_of_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, works in (("localhost", True), ("lain.example", False)):
        file = certificate(tmp_path, name)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        tls = SSLContext(PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        with listening(tls) as server:
            if works:
                assert call(server.url(scheme="https")).variables["status"] == 200
            else:
                with pytest.raises(Retry, match="tidak dapat dihubungi"):
                    call(server.url(scheme="https"))


def test_a_job_goes_on_with_the_answer_and_keeps_no_secret(
    database: Database, server: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLER_TOKEN", "sangat-rahasia")
    server.body, server.headers = b'{"id": "A-1"}', {"Content-Type": "application/json"}
    clock = FixedClock(MONDAY)
    app: Application = with_handlers(
        database, clock, {"panggil_http": panggil_http.handler("localhost")}
    )
    app.deploy(
        one(
            "panggil_http",
            f'<sop:take name="url" value="\'{server.url("/lapor")}\'"/>'
            "<sop:take name=\"kepala\" value=\"{'X-Kunci': 'env:HANDLER_TOKEN'}\"/>"
            '<sop:give name="tanda" value="jawaban.id"/>',
        )
    )
    instance = app.start("proses")["id"]
    server.status = 503
    app.tick()
    assert "menjawab 503" in app.jobs()[0]["error"]
    server.status = 200
    clock.advance(timedelta(minutes=1))
    app.tick()
    shown = app.show(instance)
    assert shown["variables"]["tanda"] == "A-1"
    assert len({seen.headers["Idempotency-Key"] for seen in server.seen}) == 1
    assert "sangat-rahasia" not in json.dumps(shown)


def certificate(folder: Path, host: str) -> Path:
    """Write a certificate that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(encoding))
    return file
