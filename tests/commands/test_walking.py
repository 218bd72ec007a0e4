from __future__ import annotations

import os
from pathlib import Path

import pytest

from policylint.commands.walking import documents_under, targets


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "drafts"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def found(*paths: str) -> list[str]:
    return [source.shown for source in targets(paths).sources]


def test_a_folder_gives_its_documents_sorted_and_nothing_else(folder: Path) -> None:
    names = ["a.docx", "b.DOCM", "c.pdf", "d.odt", "e.md", "f.markdown", "g.html", "h.htm", "i.txt", "sub/a.md"]
    write(folder, *names, "x.png", "y.doc", "z", ".hidden/a.md", ".b.md", "~$a.docx")
    assert found() == names
    assert found("sub") == ["sub/a.md"]


def test_a_named_file_is_tried_whatever_it_is_called_and_once(folder: Path) -> None:
    write(folder, "a.md", "b.xyz", ".hidden/c.md")
    (folder / ".gitignore").write_text("a.md\n")
    assert found("b.xyz", "a.md", "./a.md", "none.md") == ["b.xyz", "a.md", "none.md"]
    assert found(".hidden") == [".hidden/c.md"]


def test_ignore_files_hold_at_every_level(folder: Path) -> None:
    write(folder, "a.md", "old.md", "build/a.md", "sub/old.md", "sub/keep.md", "sub/b.txt", "sub/c.txt")
    (folder / ".gitignore").write_text("build/\nold.md\n/sub/keep.md\n")
    (folder / ".ignore").write_text("*.txt\n")
    (folder / "sub" / ".policylintignore").write_text("!keep.md\n!b.txt\n")
    assert found() == ["a.md", "sub/b.txt", "sub/keep.md"]


def test_ignore_files_above_hold_up_to_the_repository_root(folder: Path) -> None:
    write(folder, "repo/sub/a.md", "repo/sub/old.md", "repo/build/a.md")
    (folder / ".gitignore").write_text("a.md\n")
    (folder / "repo/.git").mkdir()
    (folder / "repo/.gitignore").write_text("old.md\nbuild/\n")
    assert found("repo/sub") == ["repo/sub/a.md"]
    assert found("repo/build") == ["repo/build/a.md"]


def test_a_line_that_is_no_pattern_is_passed_over(folder: Path) -> None:
    write(folder, "a.md", "b.md")
    (folder / ".gitignore").write_bytes(b"!\n\xff\nb.md\n")
    assert found() == ["a.md"]


def test_links_do_not_lead_out_of_the_folder_or_round_in_it(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.md")
    write(folder, "a.md", ".store/b.md")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "secret.md").symlink_to(tmp_path / "outside" / "secret.md")
    (folder / "again.md").symlink_to("a.md")
    (folder / "broken.md").symlink_to("nothing.md")
    (folder / "kept.md").symlink_to(".store/b.md")
    assert found() == ["a.md", "kept.md"]


def test_what_is_no_file_is_left_out(folder: Path) -> None:
    write(folder, "a.md")
    os.mkfifo(folder / "pipe.md")
    assert found() == ["a.md"]


def test_a_folder_that_cannot_be_listed_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a.md", "sub/b.md")
    listing = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    files, errors = documents_under(Path())
    assert [f.as_posix() for f in files] == ["a.md"]
    assert [(e.path, e.code) for e in errors] == [("sub", "unreadable")]


def test_a_name_too_long_is_tried_and_not_fatal(folder: Path) -> None:
    assert found("a" * 300) == ["a" * 300]
