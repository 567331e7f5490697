"""Batches of slips: made once, by the worker when there are many, encrypted for an hour."""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from kombu.exceptions import OperationalError

from accounts.enums import SlipPurpose
from accounts.models import Learner, Organisation, SlipBatch, User
from accounts.selectors.credentials import batch_of
from accounts.services.credentials import Slip, create_accounts, reset_passwords
from accounts.tasks import make_slips_of

# A class is made while one waits (a password costs 30 ms to hash); more goes to the worker.
CHUNK: Final = 40
INTERRUPTED_AFTER: Final = timedelta(minutes=5)
_MAKERS: Final[dict[str, Callable[..., list[Slip]]]] = {
    SlipPurpose.CREATION: create_accounts,
    SlipPurpose.RESET: reset_passwords,
}


class SlipsGoneError(Exception):
    """The hour is over, or their maker erased them."""


def ask_for_slips(
    *,
    organisation: Organisation,
    actor: User,
    purpose: SlipPurpose,
    learners: list[Learner],
    form_id: UUID,
    now: datetime,
) -> SlipBatch:
    """Make them for these learners. The same `form_id` twice, even at once, is one batch."""
    classes = {learner.class_name for learner in learners}
    try:
        with transaction.atomic():
            batch = SlipBatch.objects.create(
                public_id=form_id,
                organisation=organisation,
                made_by=actor,
                purpose=purpose,
                class_name=classes.pop() if len(classes) == 1 else "",
                learner_ids=[learner.pk for learner in learners],
                made_at=now,
            )
    except IntegrityError:
        return _already_asked(organisation, actor, form_id)
    if batch.total <= CHUNK:
        make_slips(batch_id=batch.pk, now=now)
        batch.refresh_from_db()
    else:
        transaction.on_commit(lambda: _enqueue(batch.pk, now))
    return batch


def _already_asked(organisation: Organisation, actor: User, form_id: UUID) -> SlipBatch:
    batch = batch_of(organisation, actor, form_id)
    if batch is None:
        raise SlipsGoneError
    return batch


def _enqueue(batch_id: int, now: datetime) -> None:
    """Without a broker one waits, and has one's slips."""
    try:
        make_slips_of.delay(batch_id)
    except OperationalError:
        make_slips(batch_id=batch_id, now=now)


def make_slips(*, batch_id: int, now: datetime) -> None:
    """Go on from where it stopped: it may be interrupted, and started twice."""
    while _make_some(batch_id, now):
        pass


@transaction.atomic
def _make_some(batch_id: int, now: datetime) -> bool:
    """One chunk, saved with its slips or not at all. Says whether some are left."""
    batch = SlipBatch.objects.select_for_update().get(pk=batch_id)
    if batch.is_finished or _is_over(batch, now):
        return False
    ids = batch.learner_ids[batch.done : batch.done + CHUNK]
    learners = Learner.objects.filter(pk__in=ids).order_by("pk")
    slips = _MAKERS[batch.purpose](learners=learners, actor=batch.made_by, now=now)
    if slips:
        before = _decrypted(batch.content, now) if batch.content else []
        batch.content = _encrypted([*before, *map(asdict, slips)], batch.made_at)
    batch.done += len(ids)
    batch.made += len(slips)
    batch.save(update_fields=["content", "done", "made"])
    return not batch.is_finished


def _is_over(batch: SlipBatch, now: datetime) -> bool:
    """Nobody could read what would be made now."""
    return now - batch.made_at >= settings.SLIPS_KEPT


def read_slips(*, batch: SlipBatch, now: datetime) -> list[Slip]:
    """In the order of lists."""
    if not batch.content:
        raise SlipsGoneError
    return sorted(
        (Slip(**fields) for fields in _decrypted(batch.content, now)),
        key=lambda slip: (slip.class_name, slip.last_name.casefold(), slip.first_name.casefold()),
    )


def erase_slips(*, batch: SlipBatch) -> None:
    SlipBatch.objects.filter(pk=batch.pk).update(content=None)


def tend_slips(*, now: datetime) -> None:
    """Finish what was interrupted; erase contents after an hour, and batches after a day."""
    recent = SlipBatch.objects.filter(made_at__gt=now - settings.SLIPS_KEPT)
    for batch in recent.filter(made_at__lte=now - INTERRUPTED_AFTER).order_by("pk"):
        make_slips(batch_id=batch.pk, now=now)
    old = SlipBatch.objects.filter(made_at__lte=now - settings.SLIPS_KEPT)
    old.filter(content__isnull=False).update(content=None)
    SlipBatch.objects.filter(made_at__lte=now - settings.SLIP_BATCHES_KEPT).delete()


def _encrypted(slips: list[dict[str, Any]], made_at: datetime) -> bytes:
    """Dated by the batch: the hour counts from its beginning."""
    return _cipher().encrypt_at_time(json.dumps(slips).encode(), int(made_at.timestamp()))


def _decrypted(content: bytes | memoryview, now: datetime) -> list[dict[str, Any]]:
    seconds = int(settings.SLIPS_KEPT.total_seconds())
    try:
        text = _cipher().decrypt_at_time(bytes(content), seconds, int(now.timestamp()))
    except InvalidToken as error:
        raise SlipsGoneError from error
    slips: list[dict[str, Any]] = json.loads(text)
    return slips


def _cipher() -> Fernet:
    """The key comes from the secret of the installation: a copy of the database opens nothing."""
    key = salted_hmac("accounts.slips", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
