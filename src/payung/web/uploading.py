"""Takes uploads piece by piece into the data folder, and stops one that is too large before it fills the disk."""

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

LIMIT = 512 * 1024 * 1024  # bytes; a register of a whole city is under this, and readers have their own, lower limits


class LimitedUpload(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file and gives up beyond LIMIT."""

    def __init__(self, request: object = None) -> None:
        super().__init__(request)  # type: ignore[arg-type]  # Django's own handlers are given the request so
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count what arrives; a connection is closed once it is too much."""
        self.received += len(raw_data)
        if self.received > LIMIT:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
        return None
