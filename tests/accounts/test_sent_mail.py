"""Mail kept by the embedded run, for those who administer it."""

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.mailbox import kept_messages
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/courrier/"


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": tmp_path},
        },
    }
    return tmp_path


def send(subject, text="Ouvrez http://testserver/confirmer/abc/ vite", html="<b>Bonjour</b>"):
    message = EmailMultiAlternatives(subject, text, "pix@example.org", ["zoé <zoe@example.org>"])
    message.attach_alternative(html, "text/html")
    message.send()


def test_staff_read_the_newest_first(client, staff, mail_folder):
    send("Premier")
    send("Bienvenue\u00a0! été")
    client.force_login(staff)
    page = client.get(LIST).content.decode()
    assert page.index("Bienvenue\u00a0! été") < page.index("Premier")
    assert "zoe@example.org" in page


def test_several_messages_of_one_connection_are_told_apart(staff, mail_folder):
    from django.core.mail import mailers

    messages = [EmailMultiAlternatives(f"n° {n}", "x", to=["a@example.org"]) for n in range(3)]
    mailers.default.send_messages(messages)
    assert [message.subject for message in kept_messages()] == ["n° 2", "n° 1", "n° 0"]


def test_a_message_shows_its_text_with_links_and_its_page_in_a_sandbox(client, staff, mail_folder):
    send("Sujet", html="<script>alert(1)</script><b>Bonjour</b>")
    client.force_login(staff)
    address = f"{LIST}{kept_messages()[0].key}/"
    page = client.get(address).content.decode()
    assert 'href="http://testserver/confirmer/abc/"' in page
    assert "alert(1)" not in page
    policy = client.get(f"{address}page/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy


def test_a_message_without_page_has_none(client, staff, mail_folder):
    EmailMultiAlternatives("Sujet", "x", to=["a@example.org"]).send()
    client.force_login(staff)
    address = f"{LIST}{kept_messages()[0].key}/"
    assert "<iframe" not in client.get(address).content.decode()
    assert client.get(f"{address}page/").status_code == 404


@pytest.mark.parametrize("key", ["x", "..%2f..%2fsecret_key", "x" * 3000, "%00"])
def test_an_unknown_message_is_not_found(client, staff, mail_folder, key):
    client.force_login(staff)
    assert client.get(f"{LIST}{key}/").status_code == 404


def test_learners_and_visitors_do_not_read_mail(client, learner, mail_folder):
    send("Secret")
    key = kept_messages()[0].key
    for address in (LIST, f"{LIST}{key}/", f"{LIST}{key}/page/"):
        assert client.get(address).url.startswith("/connexion/")
    client.force_login(learner)
    for address in (LIST, f"{LIST}{key}/", f"{LIST}{key}/page/"):
        assert client.get(address).status_code == 403


def test_staff_who_do_not_administer_do_not_read_mail(client, mail_folder):
    client.force_login(UserFactory(is_staff=True))
    assert client.get(LIST).status_code == 403


def test_there_is_no_such_page_where_mail_really_leaves(client, staff):
    client.force_login(staff)
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}x/").status_code == 404
