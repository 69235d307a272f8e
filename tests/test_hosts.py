"""The samples for hosts send what the pages themselves carry, and more."""

import re

import pytest

from generator.html.policy import HEADER_POLICY, POLICY
from tests.projects import ROOT

GUIDE = (ROOT / "docs/guide/administrators.md").read_text("utf-8")


@pytest.mark.parametrize("host", ["nginx", "Caddy"])
def test_a_sample_sends_the_policy_of_the_pages(host: str) -> None:
    """Word for word, so that a page is refused nothing that it may do elsewhere."""
    found = re.search(rf"\*\*{host}\.\*\*.*?```\w*\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    assert re.findall(r'Content-Security-Policy "([^"]*)"', found[1]) == [HEADER_POLICY]
    assert HEADER_POLICY.startswith(POLICY)
    for header in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
        assert header in found[1]
    assert "immutable" in found[1]
    assert "/srv/ho-so/current" in found[1], "the link, or a release would not be seen"
