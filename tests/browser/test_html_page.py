"""The HTML report in a real browser: what it asks for, how it reads, whether its buttons work."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from policylint.commands.cli import cli

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpora/samples"
HOSTILE = """# Board <script>window.owned = 1</script>: terms of reference

<img src="https://example.org/beacon.png" onerror="window.owned = 1">

## Membership

Patients may attend &lt;img src=x onerror="window.owned = 1"&gt; meetings of the "Board' javascript:alert(1) {{ 7*7 }}.

![beacon](https://example.org/beacon.png) Patients shall not vote at the Board <style>*{display:none}</style>.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 broken")
    inputs = {
        "word": [SAMPLES / "board-terms-of-reference.docx"],
        "pdf": [SAMPLES / "partnership-agreement.pdf"],
        "hostile": [folder / "hostile.md"],
        "many": [SAMPLES / "constitution.md", SAMPLES / "it-policy.odt", folder / "scan.pdf"],
        "unread": [folder / "scan.pdf"],
    }
    made = {}
    for name, paths in inputs.items():
        made[name] = folder / f"{name}.html"
        args = ["check", *map(str, paths), "--output-format", "html", "-o", str(made[name])]
        assert CliRunner().invoke(cli, args).exit_code in {1, 2}
    return made


NAMES = ["word", "pdf", "hostile", "many", "unread"]


def opened(chromium: webdriver.Chrome, page: Path, width: int = 1280) -> list[str]:
    """Open a page; the addresses it asked for, its own left out."""
    chromium.set_window_size(width, 900)
    chromium.get_log("performance")
    chromium.get_log("browser")
    chromium.get(page.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert page.as_uri() in asked
    return [url for url in asked if url != page.as_uri() and not url.startswith("data:")]


@pytest.mark.parametrize("name", NAMES)
def test_no_request_leaves_the_page_and_nothing_is_logged(
    chromium: webdriver.Chrome, pages: dict[str, Path], name: str
) -> None:
    assert opened(chromium, pages[name]) == []
    assert chromium.get_log("browser") == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(chromium: webdriver.Chrome, axe: str, pages: dict[str, Path], name: str, width: int) -> None:
    opened(chromium, pages[name], width)
    chromium.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found: dict[str, Any] = chromium.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(done)"
    )
    problems = [
        (v["id"], v["help"], [(n["html"][:120], n["failureSummary"][:300]) for n in v["nodes"][:3]])
        for v in found["violations"]
    ]
    assert problems == []
    # What axe could not judge is no pass. It judges no signs ("✓"), which share the colours of the words beside them,
    # and on a narrow screen not what a wide table has scrolled out of sight: the wide screen shows its colours.
    unjudged = [(v["id"], n["html"][:120], n["any"][0]["data"]) for v in found["incomplete"] for n in v["nodes"]]
    if width < 1000:
        unjudged = [u for u in unjudged if u[2].get("bgColor") is not None]
    assert [u for u in unjudged if u[0] != "color-contrast" or u[2]["messageKey"] != "nonBmp"] == []
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_screen_does_not_scroll_sideways(
    chromium: webdriver.Chrome, pages: dict[str, Path], name: str
) -> None:
    metrics = {"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    opened(chromium, pages[name], 400)
    wide = chromium.execute_script(
        "return [document.documentElement.scrollWidth, innerWidth,"
        " [...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('.scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))]"
    )
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide[0] <= wide[1] == 320
    assert wide[2] == []


def test_a_documents_words_run_nothing(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    opened(chromium, pages["hostile"])
    assert chromium.execute_script("return window.owned") is None
    body = chromium.find_element(By.TAG_NAME, "body").text
    assert 'onerror="window.owned = 1"' in body
    assert "{{ 7*7 }}" in body
    assert chromium.execute_script("return document.querySelectorAll('main img, main script, main style').length") == 0


def test_hidden_characters_of_the_text_are_shown(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    draft, page = tmp_path / "bidi.md", tmp_path / "bidi.html"
    draft.write_text("# Board\n\nPatients may \u202eattend\u2066 the \x1b[31mBoard.\n", encoding="utf-8")
    CliRunner().invoke(cli, ["check", str(draft), "--output-format", "html", "-o", str(page)])
    opened(chromium, page)
    shown = chromium.find_element(By.CSS_SELECTOR, ".paper").get_attribute("textContent")
    assert r"\u202eattend\u2066 the" in shown
    assert not set(shown) & set("\u202e\u2066\x1b")


def test_every_link_leads_somewhere_and_every_id_is_one(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    for name in ("word", "pdf", "many"):
        opened(chromium, pages[name])
        lost = chromium.execute_script(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
            "return [ids.length - new Set(ids).size,"
            " [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
            ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))]"
        )
        assert lost == [0, []]


def test_marked_words_are_the_words_quoted(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    opened(chromium, pages["word"])
    pairs = chromium.execute_script(
        "return [...document.querySelectorAll('.quotes li .where a')].map(a => {"
        " let at = document.getElementById(a.hash.slice(1));"
        " while (at.classList.contains('anchor') && at.nextElementSibling.tagName !== 'MARK') at = at.nextElementSibling;"
        " return [a.closest('li').querySelector('q, del').textContent,"
        "  at.classList.contains('anchor') ? at.nextElementSibling.firstChild.nextSibling.textContent : null]; })"
        ".filter(pair => pair[1] !== null)"
    )
    assert len(pairs) > 10
    assert all(quoted.startswith(marked.rstrip()) for quoted, marked in pairs)


def test_wording_is_copied_from_the_keyboard(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    opened(chromium, pages["word"])
    button = chromium.find_element(By.CSS_SELECTOR, "#d1-CP505 button.copy")
    button.send_keys(Keys.ENTER)
    selected = chromium.execute_script("return getSelection().toString()")
    assert selected.startswith("At least two members of the Board shall be patients")
    WebDriverWait(chromium, 10).until(lambda _: button.text in {"Copied", "Selected"})
    assert chromium.find_element(By.ID, "said").get_attribute("textContent")


def test_without_scripts_all_is_there_but_the_buttons(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    opened(chromium, pages["word"])
    shown = chromium.find_element(By.TAG_NAME, "main").text
    buttons = [b.is_displayed() for b in chromium.find_elements(By.CSS_SELECTOR, "button")]
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "At least two members of the Board shall be patients" in shown
    assert "Draft version 0.4" in shown
    assert buttons and not any(buttons)


def test_it_prints_whole(chromium: webdriver.Chrome, pages: dict[str, Path]) -> None:
    import pypdfium2 as pdfium

    opened(chromium, pages["word"])
    printed = base64.b64decode(chromium.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"])
    with pdfium.PdfDocument(printed) as document:
        pages_printed = len(document)
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Shared decision making" in text
    assert "Draft version 0.4" in text
    assert "Copy wording" not in text
    assert 5 <= pages_printed <= 15
