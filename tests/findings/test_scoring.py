from policylint.assessment.model import Criterion
from policylint.findings.report import fingerprint
from policylint.findings.scoring import score
from policylint.rules import Status, find_pack, load_pack

RULE = load_pack(find_pack("co-production")).rules[0]


def test_partial_counts_one_half_and_what_does_not_apply_is_left_out() -> None:
    statuses = [Status.EMBEDDED, Status.PARTIAL, Status.MISSING, Status.CONTRADICTED, Status.NOT_APPLICABLE]
    assert score(Criterion(RULE, s) for s in statuses) == 37.5


def test_nothing_applicable_has_no_score() -> None:
    assert score([Criterion(RULE, Status.NOT_APPLICABLE)]) is None


def test_a_fingerprint_depends_on_rule_and_status() -> None:
    assert fingerprint("CP505", Status.MISSING, None) != fingerprint("CP504", Status.MISSING, None)
    assert fingerprint("CP505", Status.MISSING, None) != fingerprint("CP505", Status.PARTIAL, None)
