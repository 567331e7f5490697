from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AuditEvent, SlipBatch, User
from accounts.services import slips as batches
from accounts.services.slips import SlipsGoneError, ask_for_slips, make_slips, read_slips
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def accounts(school):
    return f"/orga/{school.code}/eleves/comptes/"


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return teacher


def ask(school, actor, learners, *, now=None, form_id=None):
    return ask_for_slips(
        organisation=school,
        actor=actor,
        purpose="creation",
        learners=learners,
        form_id=form_id or uuid4(),
        now=now or timezone.now(),
    )


def pupils(school, number):
    return [LearnerFactory(organisation=school) for _ in range(number)]


# --- Keeping them


def test_slips_are_kept_encrypted_and_read_back(school, teacher, now):
    batch = ask(school, teacher, pupils(school, 3), now=now)
    made = read_slips(batch=batch, now=now)
    assert [one.last_name for one in made] == sorted(one.last_name for one in made)
    assert (batch.made, batch.is_finished) == (3, True)
    kept = bytes(SlipBatch.objects.get().content)
    assert all(slip.password.encode() not in kept for slip in made)


def test_an_hour_later_they_are_gone(school, teacher, now):
    batch = ask(school, teacher, pupils(school, 1), now=now)
    with pytest.raises(SlipsGoneError):
        read_slips(batch=batch, now=now + timedelta(hours=1, seconds=1))
    batches.tend_slips(now=now + timedelta(hours=1))
    assert SlipBatch.objects.get().content is None
    batches.tend_slips(now=now + timedelta(days=1))
    assert not SlipBatch.objects.exists()


def test_another_installation_cannot_open_them(school, teacher, now, settings):
    batch = ask(school, teacher, pupils(school, 1), now=now)
    settings.SECRET_KEY = "another"
    with pytest.raises(SlipsGoneError):
        read_slips(batch=batch, now=now)


def test_the_same_form_twice_is_one_batch(school, teacher, now):
    rows, form_id = pupils(school, 2), uuid4()
    first = ask(school, teacher, rows, now=now, form_id=form_id)
    assert ask(school, teacher, rows, now=now, form_id=form_id) == first
    assert User.objects.filter(username__isnull=False).count() == 2


def test_a_form_of_somebody_else_opens_nothing(school, teacher, administrator, now):
    form_id = uuid4()
    ask(school, teacher, pupils(school, 1), now=now, form_id=form_id)
    with pytest.raises(SlipsGoneError):
        ask(school, administrator, pupils(school, 1), now=now, form_id=form_id)


def test_many_go_to_the_worker_in_chunks(school, teacher, now, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    sent = []
    monkeypatch.setattr(batches.make_slips_of, "delay", sent.append)
    monkeypatch.setattr(batches.transaction, "on_commit", lambda call: call())
    batch = ask(school, teacher, pupils(school, 5), now=now)
    assert (sent, batch.done) == ([batch.pk], 0)
    make_slips(batch_id=batch.pk, now=now)
    batch.refresh_from_db()
    assert (batch.done, len(read_slips(batch=batch, now=now))) == (5, 5)


def test_an_interrupted_batch_goes_on_where_it_stopped(school, teacher, now, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    monkeypatch.setattr(batches.make_slips_of, "delay", lambda _id: None)
    batch = ask(school, teacher, pupils(school, 5), now=now)
    assert batches._make_some(batch.pk, now)
    batches.tend_slips(now=now + timedelta(minutes=6))
    batch.refresh_from_db()
    assert len(read_slips(batch=batch, now=now)) == 5


def test_nothing_is_made_that_nobody_could_read(school, teacher, now, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 0)
    monkeypatch.setattr(batches.make_slips_of, "delay", lambda _id: None)
    batch = ask(school, teacher, pupils(school, 1), now=now)
    make_slips(batch_id=batch.pk, now=now + timedelta(hours=2))
    assert not User.objects.filter(username__isnull=False).exists()


# --- The pages


def test_a_teacher_makes_the_accounts_of_a_class(client, signed_in, school, accounts):
    pupils(school, 2)
    assert "5E 2" in client.get(accounts).content.decode()
    page = client.get(accounts, {"classe": "5E 2"}).content.decode()
    assert "Créer les 2 comptes manquants" in page
    answer = client.post(f"{accounts}creer/", {"classe": "5E 2", "lot": uuid4()})
    assert "2 fiches sont prêtes" in client.get(answer.url).content.decode()


def test_a_double_click_shows_the_slips_of_the_first(client, signed_in, school, accounts):
    pupils(school, 2)
    data = {"classe": "5E 2", "lot": str(uuid4())}
    first = client.post(f"{accounts}creer/", data)
    assert client.post(f"{accounts}creer/", data).url == first.url
    assert SlipBatch.objects.count() == 1


def test_the_paper_and_the_table_hold_each_pupil(client, signed_in, school, accounts):
    pupils(school, 11)
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    paper = client.get(f"{page}fiches.pdf")
    assert (paper["Content-Type"], paper["Cache-Control"]) == (
        "application/pdf",
        "private, no-store",
    )
    reader = PdfReader(BytesIO(b"".join(paper)))
    lines = client.get(f"{page}identifiants.csv").content.decode().split("\r\n")
    assert lines[0] == "\ufeffClasse;Nom;Prénom;Identifiant;Mot de passe à usage unique"
    assert len(reader.pages) == 2
    text = "".join(one.extract_text() for one in reader.pages)
    assert all(word in text for line in lines[1:12] for word in line.split(";")[3:])


def test_several_classes_have_a_paper_each(client, signed_in, school, accounts):
    pupils(school, 1)
    LearnerFactory(organisation=school, class_name="6E 1", last_name="Seule")
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    assert f'href="{page}fiches.pdf?classe=6E+1"' in client.get(page).content.decode()
    paper = client.get(f"{page}fiches.pdf", {"classe": "6E 1"})
    text = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    assert "Seule" in text
    assert "Testard" not in text


def test_one_pupil_is_shown_on_the_screen(client, signed_in, school, accounts):
    (row,) = pupils(school, 1)
    page = client.post(f"{accounts}creer/", {"eleve": row.public_id, "lot": uuid4()}).url
    (slip,) = read_slips(batch=SlipBatch.objects.get(), now=timezone.now())
    assert slip.password in client.get(page).content.decode()
    client.post(f"{page}effacer/")
    assert "Ces fiches sont effacées" in client.get(page).content.decode()
    assert client.get(f"{page}fiches.pdf").status_code == 404


def test_slips_are_for_their_maker_alone(client, signed_in, administrator, school, accounts):
    pupils(school, 1)
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    client.force_login(administrator)
    for address in (page, f"{page}fiches.pdf", f"{page}identifiants.csv"):
        assert client.get(address).status_code == 404
    assert client.post(f"{page}effacer/").status_code == 404
    assert SlipBatch.objects.get().content


def test_after_an_hour_the_page_says_so(client, signed_in, school, accounts):
    pupils(school, 1)
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert "Ces fiches sont effacées" in client.get(page).content.decode()


def test_pupils_of_another_school_are_out_of_reach(client, stranger, school, accounts):
    (row,) = pupils(school, 1)
    client.force_login(stranger)
    other = f"/orga/{stranger.memberships.get().organisation.code}/eleves/comptes/"
    sent = {"eleve": str(row.public_id), "lot": str(uuid4())}
    assert client.post(f"{other}creer/", sent).status_code == 200
    assert client.post(f"{accounts}creer/", sent).status_code == 404
    row.refresh_from_db()
    assert row.user is None


def test_who_may_not_be_reset_is_told_why(client, signed_in, school, accounts):
    own = UserFactory(username="zoe.roux1403", last_name="Roux")
    rows = [
        LearnerFactory(organisation=school, user=own),
        LearnerFactory(organisation=school, user=UserFactory(without_email=True)),
    ]
    chosen = {"eleve": [str(row.public_id) for row in rows]}
    page = client.get(f"{accounts}mots-de-passe/", chosen).content.decode()
    assert "Donner un nouveau mot de passe à 1 élève" in page
    assert "A confirmé sa propre adresse e-mail" in page
    client.post(f"{accounts}mots-de-passe/", chosen | {"lot": uuid4()})
    assert SlipBatch.objects.get().made == 1


@pytest.mark.parametrize("sent", [{}, {"eleve": "nimporte"}, {"classe": "X"}, {"lot": "x"}])
def test_forged_choices_do_nothing(client, signed_in, school, accounts, sent):
    pupils(school, 1)
    for page in ("creer/", "mots-de-passe/"):
        assert client.post(f"{accounts}{page}", sent).status_code == 200
    assert not SlipBatch.objects.exists()


def test_a_long_list_shows_its_progress(client, signed_in, school, accounts, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    monkeypatch.setattr(batches.make_slips_of, "delay", lambda _id: None)
    pupils(school, 5)
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    batch = SlipBatch.objects.get()
    batches._make_some(batch.pk, timezone.now())
    fragment = client.get(page, **HTMX).content.decode()
    assert "2 / 5" in fragment
    assert "<html" not in fragment
    make_slips(batch_id=batch.pk, now=timezone.now())
    assert "hx-trigger" not in client.get(page, **HTMX).content.decode()


def test_what_is_read_and_taken_is_in_the_journal(client, signed_in, school, accounts):
    pupils(school, 2)
    client.get(accounts, {"classe": "5E 2"})
    page = client.post(f"{accounts}creer/", {"classe": "5E 2", "lot": uuid4()}).url
    client.get(f"{page}identifiants.csv")
    events = AuditEvent.objects.order_by("pk").values_list("action", "details__count")
    assert list(events) == [("list_read", 2), ("accounts_created", 2), ("export", 2)]


def test_a_table_is_no_formula(client, signed_in, school, accounts):
    LearnerFactory(organisation=school, last_name="=1+1")
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    assert ";'=1+1;" in client.get(f"{page}identifiants.csv").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_pages_do_not_grow(
    client, signed_in, school, accounts, number, django_assert_max_num_queries
):
    for row in pupils(school, number):
        row.user = UserFactory(without_email=True)
        row.save()
    with django_assert_max_num_queries(10):
        client.get(accounts, {"classe": "5E 2"})


def test_members_of_two_schools_keep_them_apart(client, signed_in, school, accounts):
    other = MembershipFactory(user=signed_in).organisation
    pupils(school, 1)
    page = client.post(f"{accounts}creer/", {"tous": "1", "lot": uuid4()}).url
    assert client.get(page.replace(school.code, other.code)).status_code == 404
    assert UUID(page.split("/")[-2])


def test_a_form_of_another_school_opens_nothing(client, accounts, signed_in, school, stranger):
    other = stranger.memberships.get().organisation
    theirs = ask(other, stranger, [LearnerFactory(organisation=other)])
    mine = LearnerFactory(organisation=school)
    sent = {"eleve": mine.public_id, "lot": theirs.public_id}
    assert client.post(f"{accounts}creer/", sent).status_code == 404
    assert SlipBatch.objects.get() == theirs


@pytest.mark.parametrize("page", ["", "creer/", "mots-de-passe/"])
def test_a_class_that_no_database_can_hold_is_nobody_s(client, accounts, signed_in, page):
    assert client.get(f"{accounts}{page}?classe=%00").status_code == 200
