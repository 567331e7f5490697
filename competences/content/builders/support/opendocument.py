"""OpenDocument archives from the XML of their content.

Written here rather than with odfpy, whose output depends on what the process wrote before.
"""

from .archives import Entry, zip_of

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"),
        ("meta", "meta"),
        ("number", "datastyle"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("fo", "xsl-fo-compatible"),
    )
)
_OUTER = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_ROOT = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{{0}} office:version="1.3" {_NAMES} {_OUTER}>'
)
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_ENTRY = '<manifest:file-entry manifest:full-path="{0}" manifest:media-type="{1}"/>'


# The names that word processors know, or headings would be foreign styles.
_NAMED_STYLES = "".join(
    f'<style:style style:name="{name.replace(" ", "_20_")}" style:display-name="{name}" '
    f'style:family="paragraph"{outline}><style:text-properties fo:font-size="{size}pt" '
    'fo:font-weight="bold"/></style:style>'
    for name, size, outline in (
        ("Title", 24, ""),
        ("Heading 1", 18, ' style:default-outline-level="1"'),
        ("Heading 2", 14, ' style:default-outline-level="2"'),
    )
)


def open_document(kind: str, body: str, *, styles: str = "", meta: str = "") -> bytes:
    """`kind` is text or spreadsheet; `styles` are automatic styles, `meta` elements of meta.xml."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    content = _document(
        "document-content",
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>",
    )
    named = _document("document-styles", f"<office:styles>{_NAMED_STYLES}</office:styles>")
    return zip_of(
        [
            Entry("mimetype", media_type.encode()),
            Entry("content.xml", content),
            Entry("styles.xml", named),
            Entry("meta.xml", _document("document-meta", f"<office:meta>{meta}</office:meta>")),
            Entry("META-INF/manifest.xml", _manifest(media_type)),
        ]
    )


def _document(name: str, inside: str) -> bytes:
    return f"{_ROOT.format(name)}{inside}</office:{name}>\n".encode()


def _manifest(media_type: str) -> bytes:
    entries = [_ENTRY.format("/", media_type)]
    entries += [_ENTRY.format(name, "text/xml") for name in _PARTS]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest manifest:version="1.3" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{''.join(entries)}</manifest:manifest>\n"
    ).encode()
