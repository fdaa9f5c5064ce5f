"""Run sheets as HTML: without a parse error, and nothing lost when a browser prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import html5lib
import pypdf
import pytest

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.exporters.run_sheet import run_sheet
from letsconnect_tui.exporters.run_sheet_formats import SheetWriter

if TYPE_CHECKING:
    from pathlib import Path

PLANS = {path.stem: path for path in shipped_plans()}
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RENDERED = ("LATIN", "ARABIC", "DIGIT")
"""Scripts that fonts of any machine have; a letter without a glyph is none in a PDF."""


def sheet_of(name: str, language: str) -> str:
    plan = load_plan(PLANS[name])
    written = SheetWriter(run_sheet(plan, plan.session.starts_at, language), language, "Asia/Kathmandu")
    return str(written.written("html"))


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar", "he"])
@pytest.mark.parametrize("name", PLANS)
def test_a_strict_parser_finds_no_error_in_html(name: str, language: str) -> None:
    html5lib.HTMLParser(strict=True).parse(sheet_of(name, language))


def words_of(text: str) -> list[str]:
    """The words in scripts that are rendered everywhere, with letters as they are typed and not as joined."""
    found = re.findall(r"\w+", unicodedata.normalize("NFKC", text))
    return [one for one in found if all(unicodedata.name(sign, "").startswith(RENDERED) for sign in one)]


def squeezed(text: str) -> str:
    """Only the letters, in their order: lines are broken inside words too."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed, which prints pages")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_lost_in_print(language: str, paper: str, tmp_path: Path) -> None:
    text = sheet_of("learning-clinic-experienced", language)
    (tmp_path / "sheet.html").write_text(text.replace("@page {", f"@page {{ size: {paper};"), "utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'sheet.pdf'}"]
    subprocess.run([*command, str(tmp_path / "sheet.html")], check=True, capture_output=True, timeout=120)

    # Only words are compared: a PDF tells where each stands, and readers put those of one line that is
    # written both ways, and cells of a table that runs from right to left, in an order of their own.
    body = html5lib.parse(text, namespaceHTMLElements=False).find("body")
    assert body is not None
    wanted = " ".join(body.itertext())
    printed = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages))
    whole = squeezed(wanted)
    words = Counter(word for word in words_of(wanted) if len(word) > 3)
    lost = {word for word in words if printed.count(word) < whole.count(word)}
    assert len(words) > 100
    assert not lost
