"""What was decided, and what happened, stays as it was; only the purge may delete it.

A mock test leads to nothing: its rows go with the person.
"""

from django.db import migrations

# An author who leaves the platform is forgotten: nothing else of a row may change.
_GUARD = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (current_setting('pix.purge', true) = 'on' OR {free}) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.author_id IS NULL THEN
        OLD.author_id := NULL;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only
    BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""
_FREE = """
DROP TRIGGER {table}_is_append_only ON {table};
DROP FUNCTION {table}_is_append_only();
"""


_OF_A_MOCK_TEST = """EXISTS (
        SELECT FROM certification_certificationtest t
        WHERE t.id = OLD.test_id AND t.candidate_id IS NULL
    )"""
_TABLES = {
    "certification_result": _OF_A_MOCK_TEST,
    # Before the test has started, a candidate may still be removed from the list.
    "certification_testevent": f"OLD.test_id IS NULL OR {_OF_A_MOCK_TEST}",
}


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]

    operations = [
        migrations.RunSQL(_GUARD.format(table=table, free=free), _FREE.format(table=table))
        for table, free in _TABLES.items()
    ]
