"""Files that people send: limited, and nothing of them stays on the disk."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from pix.shared.uploads import was_dropped

LIMIT = 5_000_000


@pytest.fixture(autouse=True)
def _small_limit(settings, tmp_path, monkeypatch):
    settings.UPLOAD_LIMIT = LIMIT
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def request_with():
    """A request that brings files of these sizes; closed as the server does at the end."""
    made = []

    def make(*sizes: int):
        files = [SimpleUploadedFile(f"{size}.csv", b"x" * size) for size in sizes]
        made.append(RequestFactory().post("/", {"file": files, "word": "kept"}))
        return made[-1]

    yield make
    for request in made:
        request.close()


@pytest.mark.parametrize("size", [1, 2_000_000, LIMIT])
def test_a_file_under_the_limit_arrives(request_with, size):
    request = request_with(size)
    assert request.FILES["file"].size == size
    assert not was_dropped(request)


def test_a_file_past_the_limit_is_dropped_and_the_rest_of_the_form_arrives(request_with):
    request = request_with(LIMIT + 1)
    assert not request.FILES
    assert request.POST["word"] == "kept"
    assert was_dropped(request)


def test_files_are_counted_together(request_with):
    assert len(request_with(LIMIT - 1, 2).FILES.getlist("file")) == 1


def test_an_empty_request_dropped_nothing():
    assert not was_dropped(RequestFactory().post("/", {}))


@pytest.mark.parametrize("size", [4_000_000, LIMIT + 1])
def test_nothing_stays_on_the_disk(request_with, size, tmp_path):
    request = request_with(size)
    assert request.POST
    request.close()
    assert list(Path(tmp_path).iterdir()) == []
