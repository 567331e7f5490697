"""What is never stored of a list (interop.md 2.2): the columns are counted."""

from accounts.models import Learner
from accounts.school_lists.formats import formats
from accounts.school_lists.rows import FIELDS
from accounts.school_lists.synthetic.people import class_names, make_school
from accounts.school_lists.synthetic.siecle import siecle_bytes

# Ours: who it is in our tables, and two folded copies of names already there.
OURS = {
    "id",
    "public_id",
    "organisation",
    "user",
    "linked_at",
    "search_name",
    "identity",
    "disabled_at",
    "created_at",
}
NEVER = (
    "DOUBLEMENT",
    "CODE_REGIME",
    "CODE_PAYS_NAT",
    "TEL_PORTABLE",
    "ACCEPTE_SMS",
    "ADHESION_TRANSPORT",
    "CODE_PROVENANCE",
    "SCOLARITE_AN_DERNIER",
    "ELENOET",
    "ADRESSE",
    "BOURSE",
)


def test_a_learner_has_no_other_column():
    stored = {field.name for field in Learner._meta.concrete_fields}
    assert stored == OURS | set(FIELDS)


def test_no_format_reads_what_must_not_be():
    read = {column.label for one in formats().values() for column in one.columns}
    assert not read & set(NEVER)
    assert {column.field for one in formats().values() for column in one.columns} <= set(FIELDS)


def test_nothing_else_of_a_file_reaches_the_database(bring, school):
    """The invented files hold a telephone number, like the real ones."""
    content = siecle_bytes(make_school(classes=class_names(1), pupils_each=2))
    assert b"0600000000" in content
    run = bring(content, "eleves.xml")
    stored = [*Learner.objects.filter(organisation=school).values(), vars(run)]
    assert "0600000000" not in str(stored)
