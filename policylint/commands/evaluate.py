"""``policylint evaluate``: how often the judgements are right, against labels."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policylint.commands.configured import configured_pack
from policylint.commands.options import config_options, rules_option
from policylint.commands.outcome import ExitCode
from policylint.commands.writing import check_output_path, write_file, write_stdout
from policylint.errors import UsageError

if TYPE_CHECKING:
    from policylint.evaluation import Outcome


@click.command()
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS…")
@click.option("--output-format", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("-o", "--output-file", metavar="FILE", help="Write the report there instead of standard output.")
@click.option("--compare", metavar="FILE", help="An earlier run's JSON to show movement against.")
@click.option("--no-errors", is_flag=True, help="Leave out the list of errors.")
@click.option("--rules-only", is_flag=True, help="Judge by the rules alone, without the learnt reader.")
@click.option("--model", metavar="NAME", help="Another spaCy model.")
@rules_option
@config_options
def evaluate(
    corpora: tuple[str, ...],
    output_format: str,
    output_file: str | None,
    compare: str | None,
    no_errors: bool,
    rules_only: bool,
    model: str | None,
    rules_folder: str | None,
    config: str | None,
    no_config: bool,
) -> ExitCode:
    """Precision, recall and F1 per criterion and status against labelled passages and documents.

    A CORPUS is a folder of labelled passages and documents, a file of passages, or a rule pack's folder, whose
    examples are then the corpus.
    """
    from policylint.assessment.assess import Assessor
    from policylint.evaluation import examples_of, judge_corpus, load_corpus, summarise
    from policylint.evaluation.report import as_data, as_json, as_markdown
    from policylint.rules import load_pack

    if output_file is not None:
        check_output_path(output_file, ())
    earlier = _earlier(compare)
    pack = configured_pack(rules_folder, config, isolated=no_config)
    loaded = [
        examples_of(load_pack(Path(path)))
        if Path(path, "pack.yaml").is_file()
        else load_corpus(Path(path), (rule.id for rule in pack.rules))
        for path in corpora
    ]
    assessor = Assessor(pack, model, rules_only)
    outcomes: list[Outcome] = []
    statements: Counter[str] = Counter()
    for corpus in loaded:
        found, read = judge_corpus(corpus, assessor, explain=not no_errors)
        outcomes.extend(found)
        statements.update(read)
    parts = {
        name: summarise([o for o in outcomes if o.case.part == name], statements[name])
        for name in sorted({o.case.part for o in outcomes})
    }
    data = as_data(parts, [o for o in outcomes if o.wanted != o.found])
    text = as_json(data) if output_format == "json" else as_markdown(data, earlier, list_errors=not no_errors)
    if output_file is not None:
        write_file(output_file, text)
    else:
        write_stdout(text)
    return ExitCode.CLEAN


def _earlier(path: str | None) -> dict[str, object] | None:
    if path is None:
        return None
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("option", f"--compare: {path!r} can't be read ({error.strerror})") from error
    except ValueError as error:
        raise UsageError("option", f"--compare: {path!r} is not the JSON of an earlier evaluation") from error
    if not isinstance(data, dict) or "parts" not in data:
        raise UsageError("option", f"--compare: {path!r} is not the JSON of an earlier evaluation")
    return data
