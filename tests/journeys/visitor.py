"""A person of the sample city at a browser: signs in, fills in forms by the names of their fields, reads pages."""

import os
import re
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Browser, Page, Response

from payung.web.demo_accounts import DEMO_PASSWORD

PATIENCE = 30_000  # milliseconds; the machine may be busy
WORK = re.compile(r"/pekerjaan/\d+/")


class Visitor:
    """Somebody signed in with a browser window of their own; closes it at the end of the block."""

    def __init__(
        self, browser: Browser, url: str, who: str, *, has_scripts: bool = True, width: int = 1280, height: int = 900
    ) -> None:
        """Sign in as `who`, in Indonesian, as everybody does who never chose."""
        self.url, self.who = url, who
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=has_scripts, locale="id-ID"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.go("/masuk/")
        self.page.fill("input[name=username]:not([type=hidden])", who)
        self.page.fill("input[name=password]:not([type=hidden])", DEMO_PASSWORD)
        self.page.press("input[name=password]:not([type=hidden])", "Enter")
        self.page.wait_for_url(f"{url}/")

    def __enter__(self) -> "Visitor":
        """For `with`."""
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """Close the window."""
        self.context.close()

    def go(self, path: str) -> Response:
        """Open a page of this installation."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        return answer

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.page.url.removeprefix(self.url)

    @property
    def heading(self) -> str:
        """The one headline."""
        return plain(self.page.inner_text("h1"))

    @property
    def status(self) -> str:
        """The tag beside the headline, in small letters."""
        return plain(self.page.inner_text(".head .tag")).casefold()

    @property
    def text(self) -> str:
        """All that is to be read between bar and footer."""
        return plain(self.page.inner_text("main"))

    def fill(self, **fields: str) -> "Visitor":
        """Fill in text fields by name."""
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)
        return self

    def choose(self, **fields: str) -> "Visitor":
        """Choose from a list by the value behind the words."""
        for name, value in fields.items():
            self.page.select_option(f"main select[name={name}]", value)
        return self

    def attach(self, path: Path) -> "Visitor":
        """Choose a file to send."""
        self.page.set_input_files("main input[type=file]", str(path))
        return self

    def offers(self, ending: str) -> bool:
        """Whether the page has a form that posts to an address with this ending."""
        return self.page.locator(f"main form[action$='{ending}'] button").count() > 0

    def press(self, ending: str = "") -> "Visitor":
        """Press the button of the form that posts to an address with this ending; without one, of the main form."""
        form = f"main form[action$='{ending}']" if ending else "main form[method=post]"
        self.page.locator(f"{form} button").last.click()
        self.page.wait_for_load_state()
        return self

    def wait_for_the_work(self) -> "Visitor":
        """Wait on the page of the background work until it leads on to its result."""
        self.page.wait_for_url(lambda url: not WORK.search(url), timeout=4 * PATIENCE)
        return self

    def take(self, selector: str, folder: Path) -> Path:
        """Press what gives a file, and keep it under its own name."""
        with self.page.expect_download() as given:
            self.page.locator(selector).first.click()
        path = folder / given.value.suggested_filename
        given.value.save_as(path)
        return path

    def picture(self, name: str, height: int, width: int = 1280) -> None:
        """Keep what is to be seen for the documents, where PAYUNG_PICTURES names a folder for it."""
        folder = os.environ.get("PAYUNG_PICTURES")
        if not folder:
            return
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.wait_for_load_state("networkidle")
        whole = self.page.evaluate("document.documentElement.scrollHeight")
        part = {"x": 0, "y": 0, "width": width, "height": min(height, whole)}
        self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, clip=part, animations="disabled")  # type: ignore[arg-type]  # a FloatRect is such a dictionary
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def post(self, path: str, *, with_token: bool = True) -> tuple[int, str]:
        """Post to an address by hand, as no button of the page does: the answer's status and text."""
        token = next(each["value"] for each in self.context.cookies() if each["name"] == "csrftoken")
        form = {"csrfmiddlewaretoken": token} if with_token else {}
        answer = self.context.request.post(self.url + path, form=form, headers={"Referer": self.url + "/"})
        return answer.status, plain(re.sub(r"<[^>]+>", " ", answer.text()))


def plain(text: str) -> str:
    """The text with every run of white space, no-break ones too, as one blank."""
    return " ".join(text.split())


def counted(number: int) -> str:
    """A number as the pages write it."""
    return f"{number:,}".replace(",", ".")
