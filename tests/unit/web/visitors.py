"""A visitor of a running server: cookies, forms with their token, files sent piece by piece."""

import http.client
import re
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

BORDER = "payung-test"


class Visitor:
    """One browser without script, on one server of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Fill in the form of a page and send it to the page's own address."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self._token(path)}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, username: str, password: str) -> None:
        self.post("/masuk/", {"username": username, "password": password})
        assert "sessionid" in self.cookies

    def send_file(self, path: str, fields: dict[str, str], file: Path) -> tuple[int, str]:
        """Send a form with a file, which is never whole in memory."""
        given = {**fields, "csrfmiddlewaretoken": self._token(path)}
        parts = [f'--{BORDER}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in given.items()]
        opening = f'--{BORDER}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        head = ("".join(parts) + opening + "Content-Type: application/octet-stream\r\n\r\n").encode()
        tail = f"\r\n--{BORDER}--\r\n".encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BORDER}")
        connection.putheader("Content-Length", str(len(head) + file.stat().st_size + len(tail)))
        connection.putheader("Cookie", self._cookie())
        connection.endheaders()
        connection.send(head)
        with file.open("rb") as opened:
            connection.send(opened)
        connection.send(tail)
        return self._answer(connection)

    def _token(self, path: str) -> str:
        _status, text = self.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert found is not None
        return found.group(1)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {**headers, "Cookie": self._cookie()})
        return self._answer(connection)

    def _answer(self, connection: http.client.HTTPConnection) -> tuple[int, str]:
        response = connection.getresponse()
        text = response.read().decode()
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        connection.close()
        return response.status, text
