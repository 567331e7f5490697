"""A safe request reads: in tests, a GET or HEAD that writes to the database fails."""

from contextlib import contextmanager

from django.db import connection

# What Django itself writes for the session it opened or the savepoints of a test.
_ALLOWED = (
    "SELECT",
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK",
    "BEGIN",
    "COMMIT",
    "EXPLAIN",
    "SET",
)
# Sessions are Django's business; who read whose data is recorded when it is read.
_TABLES_WRITTEN_BY_READING = ("django_session", 'INSERT INTO "accounts_auditevent"')


class WroteOnSafeRequest(AssertionError):
    pass


@contextmanager
def reading_only():
    def check(execute, sql, params, many, context):
        allowed = sql.lstrip("( ").upper().startswith(_ALLOWED) or any(
            table in sql for table in _TABLES_WRITTEN_BY_READING
        )
        if not allowed:
            raise WroteOnSafeRequest(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield


def forbid_writes_on_safe_requests(client) -> None:
    """Wrap the client's request method."""
    request = client.request

    def guarded(**environ):
        if environ.get("REQUEST_METHOD") in ("GET", "HEAD"):
            with reading_only():
                return request(**environ)
        return request(**environ)

    client.request = guarded
