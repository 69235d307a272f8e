"""Everything that a printed text seems to state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.dates import dates_in
from generator.annotate.events import events_in
from generator.annotate.names import Taken, countries_in, names_in
from generator.annotate.outcomes import outcomes_in
from generator.annotate.people import people_in
from generator.annotate.terms import terms_in

if TYPE_CHECKING:
    import datetime as dt

    from generator.annotate.dates import FoundDate
    from generator.annotate.events import FoundEvent
    from generator.annotate.names import FoundName
    from generator.annotate.outcomes import FoundOutcome
    from generator.annotate.people import FoundPerson
    from generator.annotate.terms import FoundTerm
    from generator.model.registers import Registers
    from generator.model.text import PrintedText

OFTEN = 0.34
"""A partner named a third as often as the first is one of the article's partners."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text seems to state; nothing of it is known yet."""

    text: PrintedText
    dates: tuple[FoundDate, ...]
    people: tuple[FoundPerson, ...]
    names: tuple[FoundName, ...]
    """Organisations, topics, mechanisms and agreements that registers know."""
    countries: tuple[FoundName, ...]
    terms: tuple[FoundTerm, ...]
    outcomes: tuple[FoundOutcome, ...]
    events: tuple[FoundEvent, ...]

    @property
    def partners(self) -> tuple[str, ...]:
        """Codes of the partners it is about, the most often named first."""
        found = Counter(
            each.code for each in self.countries if each.register == "partners"
        )
        if not found:
            return ()
        most = max(found.values())
        often = [code for code, count in found.most_common() if count >= OFTEN * most]
        return tuple(often)

    @property
    def strangers(self) -> tuple[str, ...]:
        """Codes of other countries that it names, the most often named first."""
        found = Counter(each.code for each in self.countries if each.rule == "country")
        return tuple(code for code, _ in found.most_common())


def read_text(
    text: PrintedText, registers: Registers, published: dt.date | None
) -> Reading:
    """Read *text*, printed on the day *published* if that is known."""
    countries = countries_in(text, registers)
    names = names_in(text, registers, countries)
    people = people_in(text, names, countries)
    # `Nguyễn Thị Nga` is nobody's country
    persons = Taken(text, (place for one in people for place in one.mentions))
    countries = tuple(each for each in countries if not persons.meets(each.place))
    dates = dates_in(text, published)
    return Reading(
        text=text,
        dates=dates,
        people=people,
        names=tuple(each for each in names if each.register != "people"),
        countries=countries,
        terms=tuple(terms_in(text, registers)),
        outcomes=outcomes_in(text, names, countries, people),
        events=events_in(text, registers.codes("event_types"), dates, people),
    )
