"""Small real files of many types, that open in the usual programs."""

import io
import json
import math
import wave
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random
from textwrap import wrap

from .opendocument import open_document
from .pictures import landscape, to_jpeg, to_png


@dataclass(frozen=True, slots=True)
class Draft:
    rng: Random
    title: str
    body: str
    large: bool
    """Whether a picture is heavier than any that is not."""


def sample(rng: Random, extension: str, title: str, body: str, *, large: bool = False) -> bytes:
    """A file of this type; texts hold `title` and `body`, pictures and sounds are drawn."""
    return SAMPLES[extension](Draft(rng, title, body, large))


def _txt(draft: Draft) -> bytes:
    return f"{draft.title}\n\n{draft.body}\n".encode()


def _csv(draft: Draft) -> bytes:
    lines = [
        f"{draft.title};{draft.body}",
        *(f"{n};{draft.rng.randint(1, 900)}" for n in range(draft.rng.randint(5, 60))),
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _html(draft: Draft) -> bytes:
    title, body = escape(draft.title), escape(draft.body)
    page = f"<title>{title}</title><h1>{title}</h1><p>{body}</p>"
    return f'<!doctype html><html lang="fr"><meta charset="utf-8">{page}</html>\n'.encode()


def _json(draft: Draft) -> bytes:
    data = {
        "titre": draft.title,
        "texte": draft.body,
        "valeurs": [draft.rng.randint(0, 99) for _ in range(9)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _svg(draft: Draft) -> bytes:
    draw = draft.rng.randint
    circles = "".join(
        f'<circle cx="{draw(0, 200)}" cy="{draw(0, 100)}" r="{draw(3, 30)}" '
        f'fill="hsl({draw(0, 359)} 60% 60%)"/>'
        for _ in range(draw(4, 40))
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    return f"{head}<title>{escape(draft.title)}</title>{circles}</svg>\n".encode()


def _jpg(draft: Draft) -> bytes:
    width = draft.rng.randrange(330, 440, 10) if draft.large else draft.rng.randrange(120, 240, 10)
    grain = 20 if draft.large else draft.rng.randint(4, 20)
    return to_jpeg(landscape(draft.rng, width, width * 3 // 4, grain=grain))


def _png(draft: Draft) -> bytes:
    width = draft.rng.randrange(200, 240, 10) if draft.large else draft.rng.randrange(60, 130, 10)
    grain = 6 if draft.large else draft.rng.randint(2, 6)
    return to_png(landscape(draft.rng, width, width * 3 // 4, grain=grain))


def _wav(draft: Draft) -> bytes:
    rate, period = 8000, draft.rng.randint(9, 36)
    turn = bytes(128 + round(90 * math.sin(2 * math.pi * n / period)) for n in range(period))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 1, rate, 0, "NONE", ""))
        sound.writeframes(turn * (draft.rng.randrange(rate // 4, rate) // period))
    return buffer.getvalue()


def _odt(draft: Draft) -> bytes:
    texts = f"<text:h>{escape(draft.title)}</text:h><text:p>{escape(draft.body)}</text:p>"
    return open_document("text", texts)


def _ods(draft: Draft) -> bytes:
    def row(value: str) -> str:
        return (
            f'<table:table-row><table:table-cell office:value-type="string"><text:p>{value}'
            "</text:p></table:table-cell></table:table-row>"
        )

    rows = row(escape(draft.title)) + "".join(
        row(str(draft.rng.randint(1, 999))) for _ in range(draft.rng.randint(3, 20))
    )
    sheet = f'<table:table table:name="Feuille1">{rows}</table:table>'
    return open_document("spreadsheet", sheet)


def _pdf(draft: Draft) -> bytes:
    """One page in a standard font, whose encoding is that of Windows."""
    texts = [f"({_pdf_text(line)}) Tj T*" for line in (draft.title, "", *wrap(draft.body))]
    stream = "BT /F1 14 Tf 18 TL 60 780 Td " + " ".join(texts) + " ET"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< {page} /Resources << /Font << /F1 {font} >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    return _pdf_file(objects)


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_file(objects: list[str]) -> bytes:
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252", errors="replace")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


SAMPLES: dict[str, Callable[[Draft], bytes]] = {
    "txt": _txt,
    "md": _txt,
    "csv": _csv,
    "html": _html,
    "json": _json,
    "svg": _svg,
    "jpg": _jpg,
    "png": _png,
    "wav": _wav,
    "odt": _odt,
    "ods": _ods,
    "pdf": _pdf,
}
