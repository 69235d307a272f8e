"""
Files of other tools to drafts of articles; nothing in them is taken for a fact.

    given       what a file says of an event, whatever the file
    timelinejs  TimelineJS3 JSON
    sheet       CSV, ours or another's
    calendar    iCalendar
    draft       what was given, as articles that an editor looks through
"""

from generator.intake.calendar import read_calendar
from generator.intake.draft import Draft, drafts_of
from generator.intake.given import Given, NotOfTheFormError, Taken
from generator.intake.sheet import read_sheet
from generator.intake.timelinejs import read_timelinejs

READERS = {
    "csv": read_sheet,
    "ics": read_calendar,
    "timelinejs": read_timelinejs,
}
"""Name of a form to what reads it."""

__all__ = [
    "READERS",
    "Draft",
    "Given",
    "NotOfTheFormError",
    "Taken",
    "drafts_of",
    "read_calendar",
    "read_sheet",
    "read_timelinejs",
]
