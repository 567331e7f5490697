"""Files made to harm, or that cannot be opened."""

from io import BytesIO

from xlsxwriter import Workbook

from accounts.school_lists.synthetic.siecle import zipped

_MEGABYTE = 1 << 20
# Where the flags of a file are, after the signature of its header.
_LOCAL, _CENTRAL = (b"PK\x03\x04", 6), (b"PK\x01\x02", 8)


def locked_zip(content: bytes) -> bytes:
    """Marked as encrypted, as the tools that ask for a password do."""
    archive = bytearray(zipped({"ElevesSansAdresses.xml": content}))
    for signature, offset in (_LOCAL, _CENTRAL):
        archive[archive.index(signature) + offset] |= 1
    return bytes(archive)


def zip_bomb() -> bytes:
    """Thirty kilobytes that become thirty megabytes."""
    return zipped({"ElevesSansAdresses.xml": b"<BEE_ELEVES>" + b" " * 30 * _MEGABYTE})


def large_zip() -> bytes:
    """More than a list may weigh once unzipped."""
    return zipped({"ElevesSansAdresses.xml": b" " * 101 * _MEGABYTE})


def crowded_zip() -> bytes:
    return zipped({f"{number}.xml": b"" for number in range(1500)})


def vast_sheet() -> bytes:
    """Two cells, so far apart that a table holding both has seventeen billion."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Nom")
        sheet.write_string(1_048_575, 16_383, "Prénom")
    return file.getvalue()
