"""The copy of everything about a person, in one archive (RGPD, articles 15 and 20)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
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

FORMAT: Final = 1


def copy_own_data(*, user: User, now: datetime, actor: User | None = None) -> bytes:
    """The archive: all tables in one JSON file, each in a CSV file, and what they are.

    `actor`: who takes it, when it is for someone who asked by letter.
    """
    record(action=AuditAction.DATA_EXPORTED, actor=actor or user, person=user, now=now)
    archive = BytesIO()
    tables = list(tables_of(user))
    with ZipFile(archive, "w", ZIP_DEFLATED) as files:
        files.writestr(_("lisez-moi.txt"), _guide(tables, now))
        files.writestr(_("donnees.json"), _document(tables, now))
        for holding, rows in tables:
            files.writestr(f"csv/{holding.name}.csv", _sheet(holding, rows))
    return archive.getvalue()


def _guide(tables: Sequence[tuple[Holding, list[Row]]], now: datetime) -> str:
    lines = [
        _("Vos données, telles que la plateforme les gardait le %(date)s.")
        % {"date": date_format(localtime(now), "j F Y, H:i")},
        _("Le fichier JSON contient tout, pour un programme."),
        _("Les fichiers CSV contiennent la même chose, à ouvrir avec un tableur."),
    ]
    for holding, rows in tables:
        subject = holding.subject
        lines += ["", f"csv/{holding.name}.csv ({len(rows)})"]
        lines += [str(part) for part in (subject.title, subject.why, subject.how_long)]
    return "\r\n".join([*lines, ""])


def _document(tables: Sequence[tuple[Holding, list[Row]]], now: datetime) -> str:
    document = {
        "format": FORMAT,
        "made_at": now,
        "tables": {holding.name: [_plain(row) for row in rows] for holding, rows in tables},
    }
    return json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


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
