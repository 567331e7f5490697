"""A sheet in OpenDocument, line after line: no tree is made."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from certification.candidate_files.layout import FIRST_LINE, Cell, Sheet, Style

ODS_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES: Final = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "table": f"{_OASIS}:table:1.0",
    "text": f"{_OASIS}:text:1.0",
    "number": f"{_OASIS}:datastyle:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "of": f"{_OASIS}:of:1.2",
}
_DECLARED: Final = " ".join(f"xmlns:{name}={quoteattr(space)}" for name, space in _SPACES.items())
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_PAGE: Final = (
    f'{_XML}<office:document-styles {_DECLARED} office:version="1.3"><office:styles/>'
    '<office:automatic-styles><style:page-layout style:name="page">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" style:scale-to-X="1"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Default" '
    'style:page-layout-name="page"/></office:master-styles></office:document-styles>'
)
_FORMATS: Final = (
    '<number:text-style style:name="as-text"><number:text-content/></number:text-style>'
    '<number:date-style style:name="as-date"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<number:percentage-style style:name="as-percent"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text>\u00a0%</number:text></number:percentage-style>'
)
_BORDER: Final = 'fo:border="0.5pt solid #8a8f98"'
# Data style, look of the cell, look of its text.
_LOOKS: Final[dict[Style, tuple[str, str, str]]] = {
    Style.TITLE: ("as-text", "", 'fo:font-size="16pt" fo:font-weight="bold"'),
    Style.LABEL: ("as-text", "", 'fo:font-weight="bold"'),
    Style.VALUE: ("as-text", _BORDER, ""),
    Style.GROUP: ("as-text", f'{_BORDER} fo:background-color="#dfe3fb"', 'fo:font-weight="bold"'),
    Style.HELP: ("as-text", 'fo:wrap-option="wrap"', 'fo:font-size="9pt" fo:color="#4a5060"'),
    Style.HEADING: (
        "as-text",
        f'{_BORDER} fo:background-color="#eef0fc" fo:wrap-option="wrap"',
        'fo:font-weight="bold"',
    ),
    Style.TEXT: ("as-text", _BORDER, ""),
    Style.DATE: ("as-date", _BORDER, ""),
    Style.PERCENT: ("as-percent", _BORDER, ""),
}
# What XML cannot hold.
_UNWRITABLE: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ") | (
    dict.fromkeys(range(0xD800, 0xE000), " ")
)
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def write_ods(file: BinaryIO, sheet: Sheet) -> None:
    """The kind of file comes first and is not compressed, as programs that sniff it expect."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry("mimetype", ZIP_STORED), ODS_TYPE)
        archive.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        archive.writestr(_entry("styles.xml"), _PAGE)
        with archive.open(_entry("content.xml"), "w") as content:
            for part in _content(sheet):
                content.write(part.encode())


def _entry(name: str, method: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, _LONG_AGO)
    entry.compress_type = method
    return entry


def _content(sheet: Sheet) -> Iterator[str]:
    yield f'{_XML}<office:document-content {_DECLARED} office:version="1.3">'
    yield f"<office:automatic-styles>{_FORMATS}"
    yield from _column_styles(sheet)
    yield from _cell_styles()
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield _sexes(sheet)
    yield f"<table:table table:name={quoteattr(sheet.name)}>"
    yield from _columns(sheet)
    for number, row in enumerate(sheet.rows, start=1):
        yield _row(row, listed=number >= FIRST_LINE)
    blank = [Cell("", style) for style in sheet.styles]
    yield from repeat(_row(blank, listed=True), sheet.blank_lines)
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _column_styles(sheet: Sheet) -> Iterator[str]:
    for width in sorted(set(sheet.widths)):
        yield (
            f'<style:style style:name="w{width:g}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width:g}cm"/></style:style>'
        )


def _cell_styles() -> Iterator[str]:
    for style, (data, cell, text) in _LOOKS.items():
        yield (
            f'<style:style style:name="{style}" style:family="table-cell" '
            f'style:data-style-name="{data}"><style:table-cell-properties {cell}/>'
            f"<style:text-properties {text}/></style:style>"
        )


def _sexes(sheet: Sheet) -> str:
    """M or F, chosen in a list."""
    address = f"'{sheet.name}'.D{FIRST_LINE}"
    return (
        '<table:content-validations><table:content-validation table:name="sex" '
        'table:condition="of:cell-content-is-in-list(&quot;M&quot;;&quot;F&quot;)" '
        'table:allow-empty-cell="true" table:display-list="unsorted" '
        f"table:base-cell-address={quoteattr(address)}/></table:content-validations>"
    )


def _columns(sheet: Sheet) -> Iterator[str]:
    for width, style in zip(sheet.widths, sheet.styles, strict=True):
        yield (
            f'<table:table-column table:style-name="w{width:g}" '
            f'table:default-cell-style-name="{style}"/>'
        )


def _row(cells: Sequence[Cell], *, listed: bool) -> str:
    inside = "".join(_cell(cell, listed=listed and at == 3) for at, cell in enumerate(cells))  # noqa: PLR2004 -- the column of sexes
    return f"<table:table-row>{inside}</table:table-row>"


def _cell(cell: Cell, *, listed: bool) -> str:
    kind, shown = _typed(cell.value)
    span = f' table:number-columns-spanned="{cell.span}"' if cell.span > 1 else ""
    rule = ' table:content-validation-name="sex"' if listed else ""
    text = f"<text:p>{escape(shown)}</text:p>" if shown else ""
    style = cell.style
    if style == Style.VALUE and isinstance(cell.value, date):
        style = Style.DATE
    covered = "<table:covered-table-cell/>" * (cell.span - 1)
    attributes = f'table:style-name="{style}"{span}{rule}{kind}'
    return f"<table:table-cell {attributes}>{text}</table:table-cell>{covered}"


def _typed(value: object) -> tuple[str, str]:
    """The type a program reads, and what people see before it computes its own."""
    if isinstance(value, date):
        typed = f' office:value-type="date" office:date-value="{value.isoformat()}"'
        return typed, value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f' office:value-type="percentage" office:value="{value:g}"', f"{value:.0%}"
    text = str(value).translate(_UNWRITABLE)
    return (' office:value-type="string"' if text else ""), text
