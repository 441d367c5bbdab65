"""Connections with TLS; those without are tested with the web."""

import datetime
import http.server
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from diagnostics.data.remote.errors import Unreachable
from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.place import place_of
from tests.diagnostics.data.remote import servers

NAME = "data.test"


@pytest.fixture
def certificate(tmp_path):
    """A file with a certificate of NAME's, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = tmp_path / "certificate.pem"
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def port(certificate):
    """A server with TLS that answers everything with the same content."""

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(servers.CONTENT)))
            self.end_headers()
            self.wfile.write(servers.CONTENT)

        def log_message(self, *_):
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass

    server = Quiet(("127.0.0.1", 0), Answering)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def fetched(tmp_path, host, port):
    one = Fetcher(servers.settings(tmp_path, host), bounds=servers.QUICK, resolve=lambda *_: ["127.0.0.1"])
    with one:
        return one.path(place_of(f"https://{host}:{port}/data.npz"), "/dataset/location")


def test_the_name_is_what_the_certificate_is_checked_for(tmp_path, certificate, port, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetched(tmp_path, NAME, port).read_bytes() == servers.CONTENT
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        fetched(tmp_path, "other.test", port)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, port, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        fetched(tmp_path, NAME, port)
