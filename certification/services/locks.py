"""Who changes a test holds its lock.

Locks are taken in this order, so that nobody waits for somebody who waits: session, candidate,
test (with its assessment), then what hangs from it. Starting and finalising take that of the
session; answering, suspending, alerting take that of the test alone. They are NO KEY locks: rows
that refer to a locked one (events) may be added meanwhile.
"""

from certification.models import Candidate, CertificationTest, Session

_FIELDS = tuple(field.attname for field in CertificationTest._meta.concrete_fields)  # noqa: SLF001 -- Django's documented name


def lock_session(session_id: int) -> Session:
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


def lock_candidate(candidate: Candidate) -> Candidate:
    """As it is now, with its session."""
    seats = Candidate.objects.select_for_update(of=("self",), no_key=True)
    return seats.select_related("session__format").get(pk=candidate.pk)


def lock(test: CertificationTest) -> CertificationTest:
    """Take the lock of a test, and read it again, in place.

    The assessment is locked with it: a row merely joined would be read as it was before waiting.
    """
    tests = CertificationTest.objects.select_for_update(of=("self", "assessment"), no_key=True)
    fresh = tests.select_related("assessment").get(pk=test.pk)
    for name in _FIELDS:
        setattr(test, name, getattr(fresh, name))
    test.assessment = fresh.assessment
    return test
