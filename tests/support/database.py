"""After a test that committed, the database is again as the session found it.

Django would empty its hundred tables, then make permissions and content types again: that took
longer than most journeys. Deleting a few rows and putting back what was kept takes a moment.
"""

from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase

# Superusers only, as whoever creates test databases is here: no trigger slows or forbids.
_FOR_EACH_TABLE = """
DO $$
DECLARE one text; found boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    {body}
  END LOOP;
END $$
"""
_KEEP = """
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one) INTO found;
    IF found THEN EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', one); END IF;
"""
_RESTORE = """
    EXECUTE format('DELETE FROM public.%I', one);
    IF to_regclass(format('kept.%I', one)) IS NOT NULL THEN
      EXECUTE format('INSERT INTO public.%1$I TABLE kept.%1$I', one);
    END IF;
"""


def keep() -> None:
    """Remember what the tables hold, and let transactional tests come back to it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
        cursor.execute(_FOR_EACH_TABLE.format(body=_KEEP))
    TransactionTestCase._fixture_teardown = lambda test: restore()


def restore() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FOR_EACH_TABLE.format(body=_RESTORE))


def drop_by_force() -> None:
    """At the end the database goes, even if a browser that left in the middle of a request, or a
    thread, has left a connection to it behind."""
    DatabaseCreation._destroy_test_db = _destroy


def _destroy(creation: DatabaseCreation, test_database_name: str, verbosity: int) -> None:
    name = creation.connection.ops.quote_name(test_database_name)
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
