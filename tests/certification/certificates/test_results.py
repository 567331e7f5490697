import csv
import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from certification.enums import ResultStatus
from certification.models import Certificate, PaperBatch, Session
from certification.proofs.signatures import Verdict, checked
from certification.selectors.keys import certificates as signing_certificates
from certification.services.certificates import deliver
from certification.services.paper_batches import make_papers, tend_papers
from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory
from tests.support.certificates import certified, judged, sat

HEAD = (
    "Numéro de certification;Prénom;Nom;Date de naissance;Lieu de naissance;"
    "Identifiant Externe;Statut;Nombre de Pix;"
)
END = "Commentaire jury pour l’organisation;Session;Date de passage de la certification"


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre)


@pytest.fixture
def certificate(session, now):
    return certified(
        user=UserFactory(), now=now, session=session, last_name="=1+1", class_name="3E 1",
        result_email="prof@example.org", external_id="E7",
    )  # fmt: skip


@pytest.fixture
def team(client, teacher, certificate):
    client.force_login(teacher)
    return client


def of_session(name, session):
    return reverse(name, args=[session.centre.code, session.public_id])


def of_class(name, session, **query):
    query = {"annee": 2026, "classe": "3E 1"} | query
    return reverse(name, args=[session.centre.code], query=query)


def table(answer):
    text = answer.content.decode("utf-8-sig")
    return text.splitlines()[0], list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_the_table_of_a_class_has_the_columns_schools_know(team, session):
    answer = team.get(of_class("class_results_sheet", session))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, _rows = table(answer)
    assert heading.startswith(HEAD)
    assert heading.endswith(END)
    assert "resultats_3e-1.csv" in answer["Content-Disposition"]


def test_the_table_of_a_session_names_the_centre(team, session):
    heading, rows = table(team.get(of_session("session_results_sheet", session)))
    assert heading.endswith("Session;Centre de certification;Date de passage de la certification")
    assert rows[0][-2:] == ["Collège Alice-Guy", "04/01/2027"]


def told(answer):
    heading, rows = table(answer)
    return [dict(zip(heading.split(";"), row, strict=True)) for row in rows]


def test_values_are_those_schools_know(team, session):
    (row,) = told(team.get(of_class("class_results_sheet", session)))
    row.pop("Numéro de certification")
    assert row.items() >= {
        "Prénom": "Maëlle", "Nom": "'=1+1", "Date de naissance": "14/03/2010",
        "Lieu de naissance": "75115, FRANCE", "Identifiant Externe": "E7", "Statut": "Validée",
        "Nombre de Pix": "90", "1.2": "3", "2.1": "0", "Session": str(session.number),
        "Date de passage de la certification": "04/01/2027",
    }.items()  # fmt: skip


@pytest.mark.parametrize(
    ("status", "said", "pix"),
    [("rejected", "Rejetée", "0"), ("cancelled", "Annulée", "-"), ("error", "En erreur", "-")],
)
def test_what_is_not_certified_has_no_level(team, session, now, status, said, pix):
    test = sat(user=UserFactory(), now=now, session=session, last_name="Zola", class_name="3E 1")
    judged(test, now, ResultStatus(status), comment_for_organisation="Vu")
    row = told(team.get(of_class("class_results_sheet", session)))[-1]
    shown = ("Statut", "Nombre de Pix", "1.2", "2.1", END.split(";", maxsplit=1)[0])
    assert [row[name] for name in shown] == [said, pix, "-", "-", "Vu"]


def test_pages_show_the_results(team, session, certificate):
    for address in (of_session("session_results", session), of_class("class_results", session)):
        page = team.get(address).text
        assert certificate.code in page
        assert "=1+1" in page
    page = team.get(reverse("centre_results", args=[session.centre.code])).text
    assert "3E 1" in page
    assert str(session.number) in page


def test_who_read_results_is_recorded(team, session, teacher):
    team.get(of_class("class_results", session))
    team.get(of_class("class_results_sheet", session))
    actions = (
        AuditEvent.objects.filter(actor=teacher).order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["results_read", "export"]


def test_nothing_before_publication(team, session, certificate, now, staff):
    session.refresh_from_db()
    session.state, session.officer = "in_process", staff
    session.save()
    assert "Pas encore publiés" in team.get(of_session("session_results", session)).text
    assert team.get(of_session("session_results_sheet", session)).status_code == 404
    assert team.get(of_class("class_results", session)).status_code == 404
    own = reverse("pupil_certificate", args=[session.centre.code, certificate.public_id])
    assert team.get(own).status_code == 404


def test_another_centre_sees_nothing(client, stranger, session, certificate):
    client.force_login(stranger)
    code = stranger.memberships.get().organisation.code
    addresses = [of_session("session_results", session), of_class("class_results", session)]
    addresses += [
        reverse("session_results", args=[code, session.public_id]),
        reverse("pupil_certificate", args=[code, certificate.public_id]),
        reverse("class_results", args=[code], query={"annee": 2026, "classe": "3E 1"}),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}


@pytest.mark.parametrize("query", [{"annee": "x"}, {"annee": 10**30}, {"classe": "3E 2"}])
def test_a_class_that_did_not_sit_is_not_found(team, session, query):
    assert team.get(of_class("class_results", session, **query)).status_code == 404


@pytest.mark.parametrize("name", ["session_results", "class_results"])
def test_pages_ask_as_much_for_three_as_for_one(
    team, session, now, name, django_assert_max_num_queries
):
    address = of_session(name, session) if name == "session_results" else of_class(name, session)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(15) as asked:
            team.get(address)
        counts.append(len(asked))
        for _ in range(2):
            certified(user=UserFactory(), now=now, session=session, class_name="3E 1")
    assert counts[0] == counts[1]


def test_sessions_are_taken_together(team, session, centre, now):
    other = SessionFactory(centre=centre)
    certified(user=UserFactory(), now=now, session=other)
    address = reverse("sessions_archive", args=[centre.code])
    answer = team.get(address, {"session": [session.public_id, other.public_id]})
    names = zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()
    assert sorted(names) == sorted(
        f"20270111_resultats_session_{one.number}.csv" for one in (session, other)
    )


@pytest.mark.parametrize("ticked", [[], ["x"], [uuid.UUID(int=3)]])
def test_ticking_nothing_is_told(team, centre, ticked):
    answer = team.get(
        reverse("sessions_archive", args=[centre.code]), {"session": ticked}, follow=True
    )
    assert "Cochez au moins une session" in answer.text


def ask(team, session):
    form = {"form_id": uuid.UUID(int=5)}
    return team.post(of_session("session_certificates", session), form)


def test_papers_of_a_session_are_made_signed_and_taken(
    team, session, certificate, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        address = ask(team, session).url
    assert "1 / 1" not in team.get(address).text
    assert "prêts" in team.get(address).text
    files = zipfile.ZipFile(io.BytesIO(team.get(f"{address}certificats.zip").getvalue()))
    assert files.namelist() == [f"1 1 Maëlle {certificate.code}.pdf", "a-imprimer.pdf"]
    for name in files.namelist():
        assert checked(files.read(name), signing_certificates()) == Verdict.VALID


def test_papers_of_a_class(team, session, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("class_certificates", args=[session.centre.code])
        team.post(address, {"annee": 2026, "classe": "3E 1"})
    assert PaperBatch.objects.get().title == "3E 1 · 2026-2027"
    assert PaperBatch.objects.get().finished_at


def test_asked_twice_they_are_made_once(team, session):
    assert ask(team, session).url == ask(team, session).url
    assert PaperBatch.objects.count() == 1


def test_papers_in_the_making_show_how_far_they_are(team, session):
    address = ask(team, session).url
    page = team.get(address)
    assert "0 / 1" in page.text
    assert 'hx-trigger="every 1s"' in page.text
    assert team.get(f"{address}certificats.zip").status_code == 302


def test_only_who_asked_takes_them(client, team, session, administrator):
    address = ask(team, session).url
    client.force_login(administrator)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}certificats.zip").status_code == 404


def test_what_a_worker_left_is_made_again(team, session, now):
    ask(team, session)
    batch = PaperBatch.objects.get()
    started = batch.asked_at
    PaperBatch.objects.update(touched_at=started, done=0)
    make_papers(batch_id=batch.pk, now=started)
    assert PaperBatch.objects.get().finished_at is None
    tend_papers(now=started + timedelta(minutes=4))
    assert PaperBatch.objects.get().finished_at


def test_after_an_hour_they_are_erased(team, session, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = ask(team, session).url
    batch = PaperBatch.objects.get()
    tend_papers(now=batch.asked_at + timedelta(hours=1))
    assert not batch.pieces.exists()
    assert team.get(f"{address}certificats.zip").status_code == 302
    tend_papers(now=batch.asked_at + timedelta(days=1))
    assert not PaperBatch.objects.exists()


@pytest.mark.parametrize("how", ["taken back", "revoked"])
def test_what_is_no_longer_shown_is_no_longer_taken(
    team, session, certificate, how, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        address = ask(team, session).url
    assert team.get(f"{address}certificats.zip").status_code == 200
    if how == "revoked":
        Certificate.objects.update(revoked_at=timezone.now(), revocation_reason="fraud")
    else:
        Session.objects.update(state="in_process")
    assert team.get(f"{address}certificats.zip").status_code == 302
    assert "ne sont plus ici" in team.get(address).text


def test_papers_tell_nothing_of_the_revoked(team, session, certificate, now):
    from certification.enums import ResultReason
    from certification.services.certificates import revoke

    revoke(certificate, ResultReason.FRAUD, now)
    answer = team.post(of_session("session_certificates", session), follow=True)
    assert "pas de certificat à préparer" in answer.text


def test_a_second_certificate_of_a_class_is_printed(team, session, certificate, now):
    better = judged(certificate.result.test, now, pix=100)
    page = team.get(of_class("class_results", session)).text
    assert deliver(better, now).code in team.get(of_class("class_results", session)).text
    assert "100" in page
