"""The copy of everything about a person, in one archive (RGPD, articles 15 and 20)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.enums import AuditAction
from accounts.holdings import Holding
from accounts.models import User
from accounts.selectors.own_data import Row, tables_of
from accounts.services.audit import record
from pix.shared.sheets import csv_bytes
from pix.shared.streams import Pipe

FORMAT: Final = 1


def copy_own_data(*, user: User, now: datetime, actor: User | None = None) -> Iterator[bytes]:
    """The archive, piece by piece: each table in a CSV file, all in one JSON file, and a guide.

    `actor`: who takes it, when it is for someone who asked by letter.
    """
    record(action=AuditAction.DATA_EXPORTED, actor=actor or user, person=user, now=now)
    return _archive(user, now)


def _archive(user: User, now: datetime) -> Iterator[bytes]:
    pipe = Pipe()
    guide, tables = _opening(now), list[str]()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as files:
        for holding, rows in tables_of(user):
            guide += _about(holding, len(rows))
            tables.append(f"{json.dumps(holding.name)}: {_json([_plain(row) for row in rows])}")
            files.writestr(f"csv/{holding.name}.csv", _sheet(holding, rows))
            yield pipe.take()
        head = f'{{"format": {FORMAT}, "made_at": {_json(now)}, "tables": {{\n'
        files.writestr(_("donnees.json"), head + ",\n".join(tables) + "\n}}\n")
        files.writestr(_("lisez-moi.txt"), "\r\n".join([*guide, ""]))
    yield pipe.take()


def _opening(now: datetime) -> list[str]:
    return [
        _("Vos données, telles que la plateforme les gardait le %(date)s.")
        % {"date": date_format(localtime(now), "j F Y, H:i")},
        _("Le fichier JSON contient tout, pour un programme."),
        _("Les fichiers CSV contiennent la même chose, à ouvrir avec un tableur."),
    ]


def _about(holding: Holding, count: int) -> list[str]:
    subject = holding.subject
    told = [str(part) for part in (subject.title, subject.why, subject.how_long)]
    return ["", f"csv/{holding.name}.csv ({count})", *told]


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _plain(row: Row) -> dict[str, Any]:
    return {lookup.replace("__", "_"): value for lookup, value in row.items()}


def _sheet(holding: Holding, rows: Sequence[Row]) -> bytes:
    fields = {lookup: holding.field(lookup) for lookup in holding.fields}
    labels = {lookup: dict(field.flatchoices) for lookup, field in fields.items()}
    return csv_bytes(
        [holding.heading(lookup) for lookup in holding.fields],
        ([_cell(row[lookup], labels[lookup]) for lookup in holding.fields] for row in rows),
    )


def _cell(value: Any, labels: Mapping[Any, Any]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("oui") if value else _("non")
        case datetime():
            return localtime(value).strftime("%Y-%m-%d %H:%M:%S")
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(labels.get(value, value))
