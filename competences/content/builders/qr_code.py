"""A QR code that leads to an address: genuine, or stuck over a genuine one."""

import io
from random import Random

import segno

from . import Built
from .support.formats import writer
from .support.mails import STORIES

VERSION = 1
FORMATS = ("svg", "png")

_PAGES = ("menu", "horaires", "reglement", "inscription", "plan")


def build(rng: Random, *, story: str = "school", genuine: bool = True, text: str = "") -> Built:
    """`story`: parcel, bank, school, tax. Not `genuine`: the address is an impostor's.
    `text`, if given, is what the code holds instead of an address.
    """
    told = STORIES[story]
    domain = told.domain if genuine else told.false_domain
    page = rng.choice(_PAGES)
    content = text or f"https://{domain}/{page}?n={rng.randint(100, 999)}"
    code = segno.make(content, error="m", micro=False)

    def drawn(kind: str) -> bytes:
        buffer = io.BytesIO()
        code.save(buffer, kind=kind, scale=8)
        return buffer.getvalue()

    facts = {
        "content": content,
        "domain": "" if text else domain,
        "real_domain": told.domain,
        "organisation": told.organisation,
        "page": page,
        "genuine": genuine,
    }
    return Built(facts, writer(svg=lambda: drawn("svg"), png=lambda: drawn("png")))
