"""A PAdES signature, written by pyHanko behind the content of a PDF."""

from io import BytesIO

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from .signing import Key, NotSignedError, UnusableKeyError

FIELD = "HuiyinSignature"
RAISED = (
    PdfError, UnsupportedAlgorithm, NotImplementedError, ValueError, TypeError, LookupError,
    AttributeError, OSError,
)  # fmt: skip
"""By pyHanko and by what it reads keys and certificates with: it has no one class of errors, and
what is odd in a certificate comes as whatever the reader stumbled over."""


def sign(pdf: bytes, key: Key) -> bytes:
    """The signed PDF; the signature allows no later change, and shows no picture.

    Raises:
        NotSignedError: pyHanko cannot sign this with this key.
    """
    try:
        return _signed(pdf, key)
    except RAISED as error:
        raise NotSignedError(f"{type(error).__name__}: {error}") from error


def _signed(pdf: bytes, key: Key) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12_data(
        key.content, other_certs=(), passphrase=key.passphrase
    )
    if signer is None:
        raise UnusableKeyError("密钥文件不能用于签名")
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=key.name,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signed = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer=signer, output=signed)
    return signed.getvalue()
