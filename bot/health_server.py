"""`/healthz` and `/metrics` on HEALTH_LISTEN; no name, chat or text ever stands there."""

import json

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from bot.gauges import ReadingCollector
from bot.health import Finding, Health
from bot.metrics import Metrics
from bot.setting_values import Address

STOP_SECONDS = 1.0


class CannotListen(Exception):
    """The address of a setting is taken, or none of this computer; holds the setting's name."""


class HealthServer:
    """A small HTTP server; it answers from the first second on."""

    def __init__(self, *, listen: Address, health: Health, metrics: Metrics) -> None:
        self._listen = listen
        self._health = health
        self._metrics = metrics
        self._readings = ReadingCollector()
        metrics.registry.register(self._readings)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; raises `CannotListen`."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._show_metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._listen.host, self._listen.port).start()
        except OSError as exc:
            await self._runner.cleanup()
            raise CannotListen("HEALTH_LISTEN") from exc

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        finding = await self._health.judge()
        return web.Response(
            status=200 if finding.is_well else 503,
            text=json.dumps(_body(finding)),
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    async def _show_metrics(self, _request: web.Request) -> web.Response:
        finding = await self._health.judge()
        self._readings.finding = finding
        page = generate_latest(self._metrics.registry)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})


def _body(finding: Finding) -> dict[str, object]:
    if not finding.is_started:
        return {"status": "starting", "reasons": []}
    reasons = [{"part": one.part, "reason": one.reason} for one in finding.ailments]
    return {"status": "ok" if finding.is_well else "unwell", "reasons": reasons}
