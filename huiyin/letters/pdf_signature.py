"""A PAdES signature, written by pyHanko behind the content of a PDF."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from .signing import Key, UnusableKeyError

FIELD = "HuiyinSignature"


def sign(pdf: bytes, key: Key) -> bytes:
    """The signed PDF; the signature allows no later change, and shows no picture.

    Raises:
        UnusableKeyError: pyHanko cannot sign with this key.
    """
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
