"""The guard that stands between a page under test and the world."""

from dataclasses import dataclass, field

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Route,
    WebError,
    WebSocketRoute,
)

ON_THIS_MACHINE = ("file:", "data:", "blob:", "about:")
"""Addresses that no wire carries. Everything else is refused, loopback too."""


@dataclass  # without slots: Playwright hangs its wrappers on the object it calls
class Watch:
    """Refuses what would leave the machine, and writes down what went wrong."""

    complaints: list[str] = field(default_factory=list)
    """In the order they happened; empty for a good page."""

    def over(self, context: BrowserContext) -> None:
        """Watch every page and every pop-up that *context* will open."""
        context.route("**/*", self._guard)
        context.route_web_socket("**/*", self._refuse_socket)
        context.on("console", self._hear)
        context.on("weberror", self._see_error)

    def _guard(self, route: Route) -> None:
        if route.request.url.startswith(ON_THIS_MACHINE):
            route.continue_()
        else:
            self.complaints.append(f"asked the network for {route.request.url}")
            route.abort()

    def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self.complaints.append(f"asked the network for {socket.url}")
        socket.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            at = message.location["url"]
            self.complaints.append(f"console: {message.text} ({at})")

    def _see_error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")
