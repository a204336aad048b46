"""Keys for signatures, made for one test."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

HOLDER = "云州市城市管理局电子签章"
PASSPHRASE = "not a real one"
MAKERS = {
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
    "ECDSA": lambda: ec.generate_private_key(ec.SECP256R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
}


def write(path, kind="RSA", *, passphrase=PASSPHRASE, since=-1, until=365):
    """A key with a certificate that it signed itself; `since` and `until` in days from now.

    Returns the certificate.
    """
    key, now = MAKERS[kind](), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOLDER)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=key.public_key(),
        serial_number=x509.random_serial_number(), not_valid_before=now + timedelta(days=since),
        not_valid_after=now + timedelta(days=until),
    ).add_extension(usage, critical=True)  # fmt: skip
    certificate = made.sign(key, None if kind == "Ed25519" else hashes.SHA256())
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"", key, certificate, None, how))
    return certificate
