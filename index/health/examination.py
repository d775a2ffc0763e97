"""The whole examination of a home, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.encoders.encoder import EncoderIdentity
from index.errors import ModelUnavailable
from index.health.caches import cache_findings, mend_caches, record_findings
from index.health.finding import Finding
from index.health.generations import generation_findings, mend_generations
from index.health.surroundings import (
    model_findings,
    model_identity,
    program_findings,
    room_findings,
    secret_findings,
    source_findings,
)
from index.settings import Settings
from index.writer_lock import present_writer, writer_lock


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found; the order is that of the checks."""

    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What needs attention."""
        return tuple(finding for finding in self.findings if finding.is_fault)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What is good to know."""
        return tuple(finding for finding in self.findings if not finding.is_fault)

    @property
    def is_healthy(self) -> bool:
        return not self.faults


def examine(settings: Settings) -> Examination:
    """Look at everything that a home depends on; nothing is written, and a running build is not disturbed.

    Reads the current generation and the caches to their last byte: seconds for a few gigabytes.
    """
    home = settings.home
    encoder, error = _identity(settings)
    return Examination(
        (
            *_building(home),
            *model_findings(error, settings),
            *generation_findings(home, encoder),
            *cache_findings(home),
            *record_findings(home),
            *source_findings(home),
            *room_findings(home),
            *program_findings(),
            *secret_findings(settings),
        )
    )


def mend(settings: Settings) -> tuple[Finding, ...]:
    """Mend what can be mended without losing anything and without a choice.

    :returns: what was found before and is not found any more.
    :raises IndexLocked: a build is running.
    """
    before = [finding for finding in examine(settings).faults if finding.is_mendable]
    if not before:
        return ()
    encoder, _ = _identity(settings)
    with writer_lock(settings.home):
        mend_generations(settings.home, encoder)
        mend_caches(settings.home)
    after = {(finding.code, finding.subject) for finding in examine(settings).findings}
    return tuple(finding for finding in before if (finding.code, finding.subject) not in after)


def _identity(settings: Settings) -> tuple[EncoderIdentity | None, ModelUnavailable | None]:
    try:
        return model_identity(settings), None
    except ModelUnavailable as error:
        return None, error


def _building(home: Path) -> list[Finding]:
    writer = present_writer(home)
    if writer is None:
        return []
    message = f"Process {writer.pid} has been building since {writer.since}."
    return [Finding("building", str(home), message, "Wait until it ends; questions are answered meanwhile.", False)]
