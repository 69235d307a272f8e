"""
What a browser may do on a page of the site; Content Security Policy Level 3 (W3C).

Every page carries it, so it holds on `file://` too. A host sends it again as a header,
with what only a header can say.
"""

from __future__ import annotations

SCRIPT_POLICY = "briefing"
"""The one Trusted Types policy: it makes addresses of the site's own scripts, and
nothing else; `assets/js/paint.js` holds it."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        # the style sheet of the theme draws its icons with them; a picture runs nothing
        "img-src 'self' data:",
        "connect-src 'self'",
        # the search runs in a worker that its own script makes; file:// allows no other
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        f"trusted-types {SCRIPT_POLICY}",
    ]
)
HEADER_POLICY = f"{POLICY}; frame-ancestors 'self'"
"""`frame-ancestors` is ignored in a page itself."""
