"""A person in front of a browser, whose clicks and typing are counted."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect


def beginning(words: str) -> re.Pattern[str]:
    """What something is called begins so: "Nom" is not "Prénom"."""
    return re.compile(f"^\\s*{re.escape(words)}")


@dataclass
class Tally:
    clicks: int = 0
    fields: int = 0


@dataclass
class Hand:
    """Everything a person does goes through here; what she only reads does not."""

    page: Page
    tally: Tally = field(default_factory=Tally)

    def go(self, address: str) -> None:
        """An address typed, or pasted."""
        self.tally.fields += 1
        self.page.goto(address)

    def open_mail(self, address: str) -> None:
        self.tally.clicks += 1
        self.page.goto(address)

    def press(self, name: str) -> None:
        self._click(self.page.get_by_role("button", name=beginning(name)).first)

    def follow(self, name: str) -> None:
        self._click(self.page.get_by_role("link", name=beginning(name)).first)

    def unfold(self, name: str) -> None:
        self._click(self.page.locator("summary", has_text=name).first)

    def check(self, name: str) -> None:
        self._click(self.page.get_by_label(beginning(name)).first)

    def fill(self, label: str, text: str) -> None:
        self.tally.fields += 1
        self.page.get_by_label(beginning(label)).first.fill(text)

    def select(self, label: str, option: str) -> None:
        self.tally.fields += 1
        self.page.get_by_label(label).select_option(option)

    def send_file(self, name: str, content: bytes) -> None:
        self.tally.clicks += 1
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.set_input_files("input[type=file]", file)

    def download(self, name: str) -> bytes:
        with self.page.expect_download() as download:
            self.follow(name)
        return download.value.path().read_bytes()

    def arrives(self, title: str) -> None:
        """The page with this title has come."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title, timeout=20_000)

    def is_at(self, address: str) -> None:
        expect(self.page).to_have_url(re.compile(address), timeout=20_000)

    def _click(self, what: Locator) -> None:
        self.tally.clicks += 1
        what.click()
