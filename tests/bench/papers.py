"""P10: the certificates of 300 candidates, signed, in one archive, as the worker makes it."""

import io
import time
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.names import identity_key, search_key
from certification.enums import (
    CentreKind,
    CentreState,
    Emitter,
    Ending,
    ResultReason,
    ResultStatus,
    SessionState,
    TestState,
)
from certification.models import Candidate, Centre, CertificationTest, PaperBatch, Result, Session
from certification.proofs.signatures import Verdict, checked
from certification.selectors.formats import default_format
from certification.selectors.keys import certificates
from certification.services.certificates import deliver
from certification.services.paper_batches import make_papers
from competences.enums import AssessmentKind
from competences.models import Assessment, Competence, Release
from tests.bench.measure import Measure


def cost_of_papers(count: int) -> Iterator[Measure]:
    session = published_session()
    started = time.perf_counter()
    keys = [deliver(result, timezone.now()).pk for result in results_of(session, count)]
    delivered = time.perf_counter() - started
    batch = PaperBatch.objects.create(
        centre=session.centre, made_by=somebody(), title="3E", certificates=keys, language="fr"
    )
    wall, cpu = time.perf_counter(), time.process_time()
    make_papers(batch_id=batch.pk, now=timezone.now())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    content = b"".join(bytes(piece.content) for piece in batch.pieces.order_by("number"))
    verify(content, count)
    yield Measure("P10", f"{count} certificates signed, and one file to print", wall, "s", 20)
    yield Measure("", "  CPU of the worker", cpu, "s")
    yield Measure("", "  delivering them before", delivered, "s")
    yield Measure("", "  the archive", len(content) / 1e6, "MB")


def verify(content: bytes, count: int) -> None:
    """A batch that nobody could check would be made in no time."""
    files = zipfile.ZipFile(io.BytesIO(content))
    names = files.namelist()
    if len(names) != count + 1:
        raise SystemExit(f"{len(names)} files instead of {count + 1}")
    for name in (names[0], names[-1]):
        if checked(files.read(name), certificates()) != Verdict.VALID:
            raise SystemExit(f"{name} is not signed as it should be")


def somebody() -> User:
    return User.objects.create(username=uuid.uuid4().hex[:20], first_name="Nadia", last_name="B")


def published_session() -> Session:
    now = timezone.now()
    centre = Centre.objects.create(
        code=uuid.uuid4().hex[:12], kind=CentreKind.MIDDLE_SCHOOL, name="Collège Alice-Guy",
        state=CentreState.ACTIVE, decided_at=now,
    )  # fmt: skip
    return Session.objects.create(
        number=Session.objects.count() + 100_000, centre=centre, format=default_format(),
        site=centre.name, room="Salle 1", starts_at=now, invigilators="Nadia",
        state=SessionState.PUBLISHED, finalised_at=now, published_at=now,
    )  # fmt: skip


def results_of(session: Session, count: int) -> list[Result]:
    return [result_of(session, number) for number in range(count)]


def result_of(session: Session, number: int) -> Result:
    now = timezone.now()
    names: dict[str, Any] = {"last_name": f"Testard {number}", "first_name": "Maëlle"}
    born = (now - timedelta(days=14 * 365)).date()
    candidate = Candidate.objects.create(
        session=session, birth_date=born, birth_city="Rennes", birth_country="FRANCE",
        search_name=search_key(**names), identity=identity_key(**names, birth_date=born), **names,
    )  # fmt: skip
    codes = list(Competence.objects.order_by("pk").values_list("pk", flat=True))
    assessment = Assessment.objects.create(
        kind=AssessmentKind.CERTIFICATION, competence_id=codes[0], seed=number, started_at=now,
        release=Release.objects.latest("pk"),
    )  # fmt: skip
    test = CertificationTest.objects.create(
        candidate=candidate, assessment=assessment, format=session.format, plan={},
        started_at=now, ends_at=now, ended_at=now, state=TestState.ENDED, ending=Ending.COMPLETED,
    )  # fmt: skip
    levels = {code: {"level": (number + rank) % 7 + 1} for rank, code in enumerate(codes)}
    return Result.objects.create(
        test=test, status=ResultStatus.VALIDATED, reason=ResultReason.SCORED,
        emitter=Emitter.ALGORITHM, pix=412, pix_high=430, competences=levels, made_at=now,
    )  # fmt: skip
