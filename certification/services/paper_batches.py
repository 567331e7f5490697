"""The certificates of a class in one archive: asked for, made by the worker, kept for an hour."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Final
from uuid import UUID
from zipfile import ZipFile

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services import audit
from certification.enums import SessionState
from certification.models import Centre, Certificate, PaperBatch, PaperPiece
from certification.services.proving import Prover
from certification.tasks import make_papers_of
from pix.shared.streams import Pipe, gathered

# Whoever has not been at work for so long died: somebody else begins again.
_SILENCE: Final = timedelta(minutes=3)
_CHUNK: Final = 10
_PIECE: Final = 1 << 18
_UNFIT_FOR_A_FILE: Final = re.compile(r"[^\w' -]+")


class PapersGone(Exception):
    """The hour is over, one of them is no longer shown, or they are not ready."""


def ask_for_papers(
    *,
    centre: Centre,
    title: str,
    certificates: list[int],
    actor: User,
    form_id: UUID,
    now: datetime,
) -> PaperBatch:
    """The worker makes them. The same `form_id` twice, even at once, is one archive.

    Raises PapersGone when that form was somebody else's.
    """
    try:
        with transaction.atomic():
            batch = PaperBatch.objects.create(
                public_id=form_id,
                centre=centre,
                made_by=actor,
                title=title,
                certificates=certificates,
                language=get_language() or settings.LANGUAGE_CODE,
                asked_at=now,
            )
    except IntegrityError:
        own = PaperBatch.objects.filter(public_id=form_id, centre=centre, made_by=actor).first()
        if own is None:
            raise PapersGone from None
        return own
    transaction.on_commit(lambda: _enqueue(batch.pk, now))
    return batch


def _enqueue(batch_id: int, now: datetime) -> None:
    """Without a broker one waits, and has one's papers."""
    try:
        make_papers_of.delay(batch_id)
    except OperationalError:
        make_papers(batch_id=batch_id, now=now)


def make_papers(*, batch_id: int, now: datetime) -> None:
    """Asked twice, they are made once; what somebody left unfinished is made anew."""
    waiting = Q(touched_at=None) | Q(touched_at__lte=now - _SILENCE)
    mine = PaperBatch.objects.filter(waiting, pk=batch_id, finished_at=None)
    if not mine.update(touched_at=now, done=0):
        return
    batch = PaperBatch.objects.get(pk=batch_id)
    batch.pieces.all().delete()
    with override(batch.language):
        for number, piece in enumerate(gathered(_archive(batch, now), size=_PIECE)):
            PaperPiece.objects.create(batch=batch, number=number, content=piece)
    PaperBatch.objects.filter(pk=batch_id).update(done=batch.total, finished_at=timezone.now())


def _archive(batch: PaperBatch, now: datetime) -> Iterator[bytes]:
    """A signed file for each person, and one of all of them to print."""
    prover, pipe, done = Prover(), Pipe(), 0
    stored = PaperBatch.objects.filter(pk=batch.pk)
    found = Certificate.objects.filter(revoked_at=None).in_bulk(batch.certificates)
    ordered = [found[key] for key in batch.certificates if key in found]
    with ZipFile(pipe, "w") as files:
        for some in batched(ordered, _CHUNK):
            for one in some:
                files.writestr(_file_name(one), prover.paper([one], now=now))
            done += len(some)
            stored.update(done=done, touched_at=timezone.now())
            yield pipe.take()
        if ordered:
            files.writestr(_("a-imprimer.pdf"), prover.sheets(ordered, now=now))
    yield pipe.take()


def _file_name(certificate: Certificate) -> str:
    content = certificate.content
    name = _UNFIT_FOR_A_FILE.sub(" ", f"{content['last_name']} {content['first_name']}")
    return f"{name.strip()[:80]} {certificate.code}.pdf"


def read_papers(*, batch: PaperBatch, actor: User, now: datetime) -> Iterator[bytes]:
    """Piece by piece; it is recorded. Raises PapersGone."""
    if batch.finished_at is None or is_over(batch, now):
        raise PapersGone
    numbers = list(batch.pieces.order_by("number").values_list("pk", flat=True))
    if not numbers:
        raise PapersGone
    audit.record(
        action=AuditAction.EXPORT,
        actor=actor,
        organisation=batch.centre.organisation,
        now=now,
        what="certificates",
        centre=batch.centre.code,
        count=batch.total,
    )
    return (bytes(PaperPiece.objects.get(pk=pk).content) for pk in numbers)


def end_of(batch: PaperBatch) -> datetime:
    """The hour counts from when they were asked for."""
    kept: timedelta = settings.PAPERS_KEPT
    return batch.asked_at + kept


def is_over(batch: PaperBatch, now: datetime) -> bool:
    """After their hour, or since one of them is no longer shown."""
    withdrawn = Q(revoked_at__gt=batch.asked_at) | ~Q(
        candidate__session__state=SessionState.PUBLISHED
    )
    theirs = Certificate.objects.filter(pk__in=batch.certificates)
    return now >= end_of(batch) or theirs.filter(withdrawn).exists()


def tend_papers(*, now: datetime) -> None:
    """Make what was interrupted; erase archives after an hour, and their traces after a day."""
    recent = PaperBatch.objects.filter(asked_at__gt=now - settings.PAPERS_KEPT, finished_at=None)
    left = recent.filter(asked_at__lte=now - _SILENCE).order_by("pk")
    for batch_id in list(left.values_list("pk", flat=True)):
        make_papers(batch_id=batch_id, now=now)
    PaperPiece.objects.filter(batch__asked_at__lte=now - settings.PAPERS_KEPT).delete()
    PaperBatch.objects.filter(asked_at__lte=now - settings.EXPORT_TRACES_KEPT).delete()
