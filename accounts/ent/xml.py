"""Reading XML that came from outside."""

from typing import Final

from lxml import etree

LARGEST: Final = 64 * 1024


class BadXmlError(ValueError):
    """Not XML, too large, or with what no honest message has (a document type)."""


def parse(content: bytes) -> etree._Element:
    """Without entities, comments or processing instructions.

    A comment in the middle of a name would otherwise cut it in two.
    """
    if len(content) > LARGEST:
        raise BadXmlError
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXmlError from error
    if root is None or root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # a stub
        raise BadXmlError
    return root


def text_of(element: etree._Element) -> str:
    """Of an element that holds text alone."""
    return "" if len(element) else (element.text or "").strip()
