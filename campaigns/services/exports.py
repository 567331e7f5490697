"""Tables of campaigns: sent at once, or made by the worker and kept for an hour."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from kombu.exceptions import OperationalError

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services import audit
from campaigns.models import Campaign, Export, ExportPiece
from campaigns.selectors.export_files import Choice, file_of
from campaigns.selectors.export_lines import BATCH, order_of, runs_in
from campaigns.selectors.export_table import table_of
from campaigns.tasks import make_export_of
from pix.shared.sheets import Cell
from pix.shared.streams import gathered

# Whoever has not been at work for so long died: somebody else begins again.
_SILENCE: Final = timedelta(minutes=3)
_PIECE: Final = 1 << 18


class ExportGone(Exception):
    """The hour is over, or it is not ready."""


class TooMany(Exception):
    """More lines than one may wait for: the worker makes the file."""


def take_away(*, campaign: Campaign, choice: Choice, actor: User, now: datetime) -> Sequence[int]:
    """The runs of the file that this person receives now; it is recorded. Raises TooMany."""
    runs = runs_in(campaign, class_name=choice.class_name)
    if runs.order_by()[: choice.most_at_once + 1].count() > choice.most_at_once:
        raise TooMany
    order = order_of(runs)
    record_export(campaign, actor, len(order), what=choice.extension, now=now)
    return order


def record_export(campaign: Campaign, actor: User, count: int, *, what: str, now: datetime) -> None:
    audit.record(
        action=AuditAction.EXPORT,
        actor=actor,
        organisation=campaign.organisation,
        now=now,
        campaign=campaign.code,
        what=what,
        count=count,
    )


def ask_for_export(
    *, campaign: Campaign, choice: Choice, actor: User, form_id: UUID, now: datetime
) -> Export:
    """The worker makes it. The same `form_id` twice, even at once, is one file.

    Raises ExportGone when that form was somebody else's.
    """
    runs = runs_in(campaign, class_name=choice.class_name)
    try:
        with transaction.atomic():
            export = Export.objects.create(
                public_id=form_id,
                campaign=campaign,
                made_by=actor,
                extension=choice.extension,
                class_name=choice.class_name,
                with_skills=choice.with_skills,
                language=get_language() or settings.LANGUAGE_CODE,
                total=runs.count(),
                asked_at=now,
            )
    except IntegrityError:
        own = Export.objects.filter(public_id=form_id, campaign=campaign, made_by=actor).first()
        if own is None:
            raise ExportGone from None
        return own
    transaction.on_commit(lambda: _enqueue(export.pk, now))
    return export


def _enqueue(export_id: int, now: datetime) -> None:
    """Without a broker one waits, and has one's file."""
    try:
        make_export_of.delay(export_id)
    except OperationalError:
        make_export(export_id=export_id, now=now)


def make_export(*, export_id: int, now: datetime) -> None:
    """Asked twice, it is made once; what somebody left unfinished is made anew."""
    waiting = Q(touched_at=None) | Q(touched_at__lte=now - _SILENCE)
    mine = Export.objects.filter(waiting, pk=export_id, finished_at=None)
    if not mine.update(touched_at=now, done=0):
        return
    export = Export.objects.select_related("campaign__organisation", "campaign__profile").get(
        pk=export_id
    )
    export.pieces.all().delete()
    with override(export.language):
        order = order_of(runs_in(export.campaign, class_name=export.class_name))
        headings, rows = table_of(export.campaign, order, with_skills=export.with_skills)
        pieces = file_of(headings, _counted(rows, export, len(order)), export.extension)
        for number, piece in enumerate(gathered(pieces, size=_PIECE)):
            ExportPiece.objects.create(export=export, number=number, content=piece)
    Export.objects.filter(pk=export_id).update(done=len(order), finished_at=timezone.now())


def _counted(rows: Iterable[list[Cell]], export: Export, total: int) -> Iterator[list[Cell]]:
    """The same rows; how far they are is told at each batch."""
    stored = Export.objects.filter(pk=export.pk)
    for done, row in enumerate(rows):
        if done % BATCH == 0:
            stored.update(done=done, total=total, touched_at=timezone.now())
        yield row


def read_export(*, export: Export, actor: User, now: datetime) -> Iterator[bytes]:
    """Piece by piece; it is recorded. Raises ExportGone."""
    if export.finished_at is None or is_over(export, now):
        raise ExportGone
    numbers = list(export.pieces.order_by("number").values_list("pk", flat=True))
    if not numbers:
        raise ExportGone
    record_export(export.campaign, actor, export.done, what=export.extension, now=now)
    return (bytes(ExportPiece.objects.get(pk=pk).content) for pk in numbers)


def end_of(export: Export) -> datetime:
    """The hour counts from when it was asked."""
    kept: timedelta = settings.EXPORTS_KEPT
    return export.asked_at + kept


def is_over(export: Export, now: datetime) -> bool:
    return now >= end_of(export)


def tend_exports(*, now: datetime) -> None:
    """Make what was interrupted; erase files after an hour, and their traces after a day."""
    recent = Export.objects.filter(asked_at__gt=now - settings.EXPORTS_KEPT, finished_at=None)
    left = recent.filter(asked_at__lte=now - _SILENCE).order_by("pk")
    for export_id in list(left.values_list("pk", flat=True)):
        make_export(export_id=export_id, now=now)
    old = ExportPiece.objects.filter(export__asked_at__lte=now - settings.EXPORTS_KEPT)
    old.delete()
    Export.objects.filter(asked_at__lte=now - settings.EXPORT_TRACES_KEPT).delete()
