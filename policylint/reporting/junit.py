"""JUnit XML: a suite for each document and a test case for each criterion, for test report viewers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from policylint.assessment.model import Criterion
from policylint.findings.model import DocumentReport, Finding, ReadError, Run
from policylint.reporting.advice import advised, told
from policylint.reporting.escaping import folded, visible
from policylint.reporting.places import cited
from policylint.reporting.view import View
from policylint.rules.model import Status


def render(run: Run, view: View) -> str:
    """A finding that makes the check fail is a failure; a lighter one passes, with its words as output.

    A criterion that is not asked is skipped. A document that was not read is a suite with one error.
    """
    suites = [_suite(document, view) for document in run.documents] + [_unread(error) for error in run.errors]
    root = ET.Element("testsuites", {"name": "policylint", **_counts(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _counts(suites: list[ET.Element]) -> dict[str, str]:
    return {key: str(sum(int(s.get(key, "0")) for s in suites)) for key in ("tests", "failures", "errors", "skipped")}


def _suite(document: DocumentReport, view: View) -> ET.Element:
    path = visible(document.path)
    found: dict[str, list[Finding]] = {}
    for finding in document.findings:
        found.setdefault(finding.rule, []).append(finding)
    cases = [_criterion(criterion, found.pop(criterion.rule.id, []), path, view) for criterion in document.criteria]
    for rest in found.values():  # rules that are no criteria
        case = ET.Element("testcase", {"name": f"{rest[0].rule} {rest[0].name}", "classname": path, "time": "0"})
        _tell(case, rest, view)
        cases.append(case)
    return _counted(path, cases)


def _counted(name: str, cases: list[ET.Element]) -> ET.Element:
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    suite = ET.Element("testsuite", {"name": name, **{key: str(n) for key, n in counts.items()}, "time": "0"})
    suite.extend(cases)
    return suite


def _criterion(criterion: Criterion, findings: list[Finding], path: str, view: View) -> ET.Element:
    name = f"{criterion.rule.id} {criterion.rule.name}"
    case = ET.Element("testcase", {"name": name, "classname": path, "file": path, "time": "0"})
    if criterion.status is Status.NOT_APPLICABLE:
        ET.SubElement(case, "skipped", {"message": "Not asked: the kind of document or the options leave it out"})
    elif findings:
        _tell(case, findings, view)
    elif criterion.evidence:
        first = criterion.evidence[0]
        ET.SubElement(case, "system-out").text = f"“{folded(first.text)}” ({cited(first.place)})"
    return case


def _tell(case: ET.Element, findings: list[Finding], view: View) -> None:
    failing = [finding for finding in findings if finding.severity.value in view.failing]
    for finding in failing:
        failure = ET.SubElement(case, "failure", {"type": finding.status.value, "message": folded(finding.message)})
        place = cited(finding.place)
        failure.text = "\n".join([*([place] if place else []), *advised(finding)])
    lighter = [finding for finding in findings if finding not in failing]
    if lighter:
        lines = [line for finding in lighter for line in (finding.status.value, *told(finding))]
        ET.SubElement(case, "system-out").text = "\n".join(lines)


def _unread(error: ReadError) -> ET.Element:
    path = visible(error.path)
    case = ET.Element("testcase", {"name": "can be read", "classname": path, "file": path, "time": "0"})
    ET.SubElement(case, "error", {"type": error.code, "message": folded(error.message)})
    return _counted(path, [case])
