"""What stands for one person: the newest assessment, the check-ins since, and what follows from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import guidance
from guidance import Assessment, CheckIn, FollowUp, Guidance, Regimen, Urgency
from handlers.ports import Dated, Person, Store


@dataclass(frozen=True, slots=True)
class Record:
    checks: Sequence[Dated]
    checkins: Sequence[Dated]

    @property
    def newest(self) -> Dated | None:
        """What the person was told last: the newest check-in of the newest check, or that check itself. A
        check-in whose check is void stands for nothing."""
        return next(iter((*self.since_check[-1:], *self.checks[-1:])), None)

    @property
    def newest_key(self) -> str | None:
        return key_of(self.newest) if self.newest is not None else None

    @property
    def version(self) -> str:
        """Of the guidance that gave the newest result; "" where there is none."""
        told = self.told
        return told.version if told else ""

    @property
    def told(self) -> FollowUp | Assessment | None:
        """The newest result itself: what a check-in since the check came to, else the check."""
        return self.follow_up or self.assessment

    @property
    def assessment(self) -> Assessment | None:
        """The one in force: the newest check, or its refiltered form where a check-in told of a change."""
        if not self.checks:
            return None
        stored = next(d for d in (*reversed(self.since_check), self.checks[-1]) if d.data["assessment"])
        return guidance.assessment_from_dict(stored.data["assessment"])

    @property
    def since_check(self) -> Sequence[Dated]:
        """Check-ins that belong to the newest check."""
        if not self.checks:
            return ()
        return [c for c in self.checkins if (c.at, c.id) > (self.checks[-1].at, 0)]

    @property
    def history(self) -> tuple[CheckIn, ...]:
        return tuple(guidance.checkin_from_dict(c.data["checkin"]) for c in self.since_check)

    @property
    def follow_up(self) -> FollowUp | None:
        since = self.since_check
        return guidance.followup_from_dict(since[-1].data["followup"]) if since else None

    def regimen(self, content: Guidance) -> Regimen:
        last = self.follow_up
        return last.regimen if last is not None else self.first_regimen(content)

    def answered(self, slot: str) -> bool:
        """Whether the questions of that week ("2026-W48") have been answered."""
        return any(checkin.slot == slot for checkin in self.checkins)

    def first_regimen(self, content: Guidance) -> Regimen:
        """As the plan began: by the check itself, whatever a check-in has changed since."""
        if not self.checks:
            return Regimen()
        check = guidance.assessment_from_dict(self.checks[-1].data["assessment"])
        return guidance.first_regimen(content, check)

    @property
    def urgency(self) -> Urgency:
        """Of the newest result."""
        told = self.told
        return told.urgency if told else Urgency.SELF_CARE

    def must_be_seen(self, person: Person) -> bool:
        """Emergency or same day, and nobody has seen it yet: nothing else is shown till then."""
        return self.urgency.urgent and person.profile.seen != self.newest_key

    @property
    def told_to_see(self) -> bool:
        if (last := self.follow_up) is not None:
            return last.told_to_see
        assessment = self.assessment
        return assessment is not None and assessment.urgency is not Urgency.SELF_CARE


async def load_record(store: Store, person: int) -> Record:
    return Record(await store.assessments(person), await store.checkins(person))


def result_key(session: int, rev: int) -> str:
    """Names one result: the session and the revision that gave it. A session that was taken back and answered
    again gives another result, and what held for the first (shown, seen) does not hold for the second."""
    return f"{session}.{rev}"


def key_of(result: Dated) -> str:
    return result_key(result.session, rev_of(result))


def rev_of(result: Dated) -> int:
    """The revision of the session that gave this result: what a step back from it has to name."""
    return int(result.data["rev"])


def check_result(assessment: Assessment, rev: int) -> dict[str, Any]:
    """A check as it is stored. `rev`: of the session that gave it, which a step back has to name."""
    return {"rev": rev, "assessment": guidance.assessment_to_dict(assessment)}


def checkin_result(
    checkin: CheckIn, follow_up: FollowUp, refiltered: Assessment | None, rev: int
) -> dict[str, Any]:
    """A check-in as it is stored: what was answered, what came out, and the plan where it changed."""
    return {
        "rev": rev,
        "checkin": guidance.checkin_to_dict(checkin),
        "followup": guidance.followup_to_dict(follow_up),
        "assessment": guidance.assessment_to_dict(refiltered) if refiltered else None,
    }
