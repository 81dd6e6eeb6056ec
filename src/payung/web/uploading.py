"""Takes uploads piece by piece into the data folder: of people who signed in only, and no more than a limit."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

LIMIT = 512 * 1024 * 1024  # bytes; a register of a whole city is under this, and readers have their own, lower limits


class LimitedUpload(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file and gives up beyond LIMIT, or at once where nobody signed in."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin a file; the form's token is read before the sign-in is asked for, so it is asked for here."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **options)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count what arrives; a connection is closed once it is too much."""
        self.received += len(raw_data)
        if self.received > LIMIT:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
        return None
