"""Files that people send: never more than the limit is kept, in memory or on disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class LimitedUploadHandler(FileUploadHandler):
    """Lets a request bring `UPLOAD_LIMIT` bytes of files; the file that goes past it is dropped.

    First of `FILE_UPLOAD_HANDLERS`: also for those who are not signed in, as the form token is
    read before anything else is known of the request.
    """

    kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.kept += len(raw_data)
        if self.kept > settings.UPLOAD_LIMIT:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handlers keep the file."""


def was_dropped(request: HttpRequest) -> bool:
    """Whether what this request brought was too large to be kept."""
    try:
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    return sent > settings.UPLOAD_LIMIT and not request.FILES
