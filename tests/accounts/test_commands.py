import io
import stat

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.demo import DEMO_ACCOUNTS, LEARNER, STAFF
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """What is sent to the standard input."""

    def feed(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return feed


def test_an_administrator_is_created_ready_to_sign_in(typed, client):
    typed("Un-Très-Long-Mot-1\n")
    call_command("create_admin", " Ada@Example.org", "--first-name", "Ada")
    admin = User.objects.get()
    assert (admin.email, admin.first_name, admin.is_staff, admin.is_superuser) == (
        "ada@example.org",
        "Ada",
        True,
        True,
    )
    assert EmailAddress.objects.get().verified
    data = {"login": "ada@example.org", "password": "Un-Très-Long-Mot-1"}
    assert client.post("/connexion/", data).status_code == 302


def test_an_existing_account_becomes_an_administrator(typed, learner):
    typed("Un-Très-Long-Mot-1\n")
    call_command("create_admin", learner.email)
    learner.refresh_from_db()
    assert learner.is_superuser
    assert learner.first_name == "Louise"


@pytest.mark.parametrize(
    ("email", "password"), [("ada@example.org", "Court-Mot-1"), ("ada", "Un-Très-Long-Mot-1")]
)
def test_a_weak_password_or_a_wrong_address_creates_nobody(typed, email, password):
    typed(f"{password}\n")
    with pytest.raises(CommandError):
        call_command("create_admin", email)
    assert not User.objects.exists()


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_the_demonstration_says_how_to_sign_in(client, data_dir):
    call_command("seed_demo")
    text = (data_dir / "demo-accounts.txt").read_text()
    for account in DEMO_ACCOUNTS:
        assert f"{account.email}" in text
        assert account.password in text
        data = {"login": account.email, "password": account.password}
        assert client.post("/connexion/", data).status_code == 302
        client.logout()


def test_the_demonstration_file_is_for_its_owner_only(data_dir):
    call_command("seed_demo")
    assert stat.S_IMODE((data_dir / "demo-accounts.txt").stat().st_mode) == 0o600


def test_the_demonstration_run_again_changes_nothing(data_dir):
    call_command("seed_demo")
    before = list(User.objects.order_by("pk").values())
    text = (data_dir / "demo-accounts.txt").read_text()
    call_command("seed_demo")
    assert list(User.objects.order_by("pk").values()) == before
    assert (data_dir / "demo-accounts.txt").read_text() == text


def test_demonstration_passwords_are_of_this_installation_only(settings):
    before = STAFF.password
    settings.SECRET_KEY = "another"
    assert STAFF.password != before
    assert LEARNER.password != STAFF.password
    assert len(STAFF.password) >= 12
