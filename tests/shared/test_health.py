"""Health and metrics: true when a part is missing, closed to strangers."""

import pytest
from django.db import DatabaseError
from django.test import override_settings

from pix.shared import health


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(health, "worker_answers", lambda: False)


@pytest.mark.django_db
def test_health_is_good_without_a_worker(client, no_worker):
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json() == {"database": True, "redis": True, "worker": False}


@pytest.mark.django_db
@override_settings(REDIS_URL="unix:///nowhere/redis.sock")
def test_health_is_good_without_redis(client):
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json() == {"database": True, "redis": False, "worker": False}


def test_health_is_bad_without_a_database(client, monkeypatch, no_worker):
    class Unreachable:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Unreachable())
    assert client.get("/sante/").status_code == 503


@pytest.mark.django_db
def test_this_machine_may_read_the_metrics(client, no_worker):
    response = client.get("/metrics")
    assert response.status_code == 200
    assert b'pix_up{part="database"} 1.0' in response.content


@pytest.mark.parametrize("headers", [
    {"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
])  # fmt: skip
def test_strangers_may_not_read_the_metrics(client, headers):
    assert client.get("/metrics", **headers).status_code == 403


@override_settings(METRICS_TOKEN="mesure")
def test_with_a_token_even_this_machine_must_show_it(client):
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer autre").status_code == 403


@pytest.mark.django_db
@override_settings(METRICS_TOKEN="mesure")
def test_whoever_shows_the_token_reads_the_metrics(client, no_worker):
    response = client.get("/metrics", REMOTE_ADDR="192.0.2.7", HTTP_AUTHORIZATION="Bearer mesure")
    assert response.status_code == 200
