"""Pages that anyone may open: they render, they say true things, no link is dead."""

import re

import pytest
from django.urls import resolve

from pix import catalogue, example

PAGES = (
    "/", "/comment-ca-marche/", "/aide/", "/accessibilite/", "/donnees-personnelles/",
    "/mentions-legales/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_has_one_title_and_its_language(client, address):
    html = client.get(address).content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="fr"' in html
    assert re.search(r"<title>\S.* · Pix</title>", html)


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_asks_the_database_nothing(client, address):
    """These tests have no access to it: a query would fail them."""
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_no_link_is_dead(client, address):
    html = client.get(address).content.decode()
    for target in set(re.findall(r'(?:href|action)="(/[^"#?]*)', html)):
        if not target.startswith("/static/"):
            resolve(target)


@pytest.mark.parametrize("address", PAGES)
def test_no_inline_style_or_script(client, address):
    html = client.get(address).content.decode()
    assert not re.search(r'\sstyle="|\son\w+="|<style|<script(?![^>]+src)', html)


def test_the_home_page_lists_the_whole_framework(client):
    html = client.get("/").content.decode()
    names = [c.names[0] for domain in catalogue.domains() for c in domain.competences]
    assert len(names) == 16
    assert all(name.replace("'", "&#x27;") in html for name in names)


def test_the_worked_example_tells_the_story_of_the_page():
    steps = example.steps()
    first, last = steps[0], steps[-1]
    assert first.high - first.low > last.high - last.low >= 1
    assert last.low <= last.level <= last.high
    assert last.level == last.pix // 8


def test_the_page_shows_the_figures_of_the_engine(client):
    html = client.get("/comment-ca-marche/").content.decode()
    for step in example.steps():
        assert f"Niveau {step.level}, entre {step.low} et {step.high}" in html


def test_the_page_quotes_the_settings_of_the_engine(client):
    from competences.engine import Settings

    html = client.get("/comment-ca-marche/").content.decode().replace("\u00a0", " ")
    rules = Settings()
    assert f"après {rules.min_questions} questions au moins" in html
    assert f"Jamais plus de {rules.hard_limit}" in html
    assert rules.max_questions == 12
    assert rules.stop_probability == 0.6


def test_the_style_guide_is_not_public(client):
    assert client.get("/styles/").status_code == 404
