"""
What the scripts of the pages say, in one file a language.

A script holds no words, and no page repeats them: each loads this file first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.render.dates import day_text, spoken_month
from generator.render.page import DataFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.words import Words

SCRIPT_WORDS = "data/words.js"

SEARCH = {
    "label": "search.label",
    "results": "search.title",
    "hint": "search.hint",
    "loading": "search.loading",
    "broken": "search.broken",
    "none": "search.none",
    "count": "search.count",
    "partial": "search.partial",
    "instead": "search.instead",
    "all": "search.all",
    "more": "search.more",
    "recent": "search.recent",
    "clear": "search.clear",
    "any": "search.any",
    "partner": "search.by_partner",
    "year": "search.by_year",
    "topic": "search.by_topic",
    "type": "search.by_type",
    "group_article": "search.group_article",
    "group_entry": "search.group_entry",
    "group_outcome": "search.group_outcome",
}
"""What the search box says, by the names under which its script knows it."""
FRAME = {
    "default": "palette.to_dark",
    "slate": "palette.to_light",
    "permalink": "page.permalink",
    "top": "page.top",
}
"""What is said in the frame of a page by what only scripts work."""
LEDGER = {
    "partner": "partners.partner",
    "topic": "fact.topic",
    "status": "outcomes.status",
    "words": "outcomes.words",
    "any": "outcomes.any",
    "clear": "outcomes.clear",
    "shown": "outcomes.shown",
    "part": "outcomes.part",
}
"""What the filter of the ledger says."""
CITATION = {
    "copy": "cite.copy",
    "copySentence": "cite.copy_sentence",
    "copyWords": "cite.copy_words",
    "copied": "cite.copied",
    "failed": "cite.failed",
    "quote": "cite.quote",
}
"""What is said where words are copied with their source."""
TAKE = {
    "label": "take.label",
    "copy": "take.copy",
    "csv": "take.csv",
    "timelinejs": "data.timelinejs",
    "markwhen": "data.markwhen",
    "copied": "cite.copied",
    "failed": "cite.failed",
    "date": "fact.date",
    "first": "take.first",
    "last": "take.last",
    "what": "coming.what",
    "who": "take.who",
    "standing": "take.standing",
    "place": "fact.place",
    "people": "take.people",
    "page": "take.page",
}
"""What is said where what is shown can be taken along."""
TIMELINE = {
    "filter": "timeline.filter",
    "words": "outcomes.words",
    "partner": "partners.partner",
    "topic": "fact.topic",
    "type": "fact.type",
    "levelName": "fact.level",
    "person": "timeline.person",
    "people": "facts.people",
    "organisations": "facts.organisations",
    "direction": "fact.direction",
    "from": "timeline.from",
    "to": "timeline.to",
    "any": "outcomes.any",
    "choice": "timeline.choice",
    "clear": "outcomes.clear",
    "order": "timeline.order",
    "newest": "timeline.newest",
    "oldest": "timeline.oldest",
    "jump": "timeline.jump",
    "go": "timeline.go",
    "view": "timeline.view",
    "viewList": "timeline.view_list",
    "viewLanes": "timeline.view_lanes",
    "loading": "timeline.loading",
    "failed": "timeline.failed",
    "all": "timeline.all",
    "shown": "timeline.shown",
    "none": "timeline.none",
    "more": "timeline.more",
    "before": "timeline.before",
    "unknownMonth": "date.unknown_month",
    "unknownYear": "date.unknown_year",
    "unknown": "date.unknown",
    "sentence": "proof.sentence",
    "unproved": "proof.none",
    "partOf": "fact.part_of",
    "alsoIn": "event.also_in",
    "lanesLabel": "timeline.lanes.label",
    "lanesTwin": "timeline.lanes.twin",
    "lanesHelp": "timeline.lanes.help",
    "lanesHint": "timeline.lanes.hint",
    "lanesZoomIn": "timeline.lanes.zoom_in",
    "lanesZoomOut": "timeline.lanes.zoom_out",
    "lanesWhole": "timeline.lanes.whole",
    "lanesToday": "timeline.lanes.today",
    "lanesNoPartner": "timeline.lanes.no_partner",
    "lanesCluster": "timeline.lanes.cluster",
    "lanesUnknown": "timeline.lanes.unknown",
    "lanesSpoken": "timeline.lanes.spoken",
    "lanesOverviewYear": "timeline.lanes.overview_year",
    "lanesOverviewQuarter": "timeline.lanes.overview_quarter",
    "lanesOverviewMonth": "timeline.lanes.overview_month",
    "lanesWindowFrom": "timeline.lanes.window_from",
    "lanesWindowTo": "timeline.lanes.window_to",
    "lanesWindow": "timeline.lanes.window",
    "lanesClose": "timeline.lanes.close",
    "lanesEmpty": "timeline.lanes.empty",
    "lanesFailed": "timeline.lanes.failed",
    "lanesKeyDay": "timeline.lanes.key_day",
    "lanesKeySpan": "timeline.lanes.key_span",
    "lanesKeyImprecise": "timeline.lanes.key_imprecise",
    "lanesKeyApproximate": "timeline.lanes.key_approximate",
    "lanesKeyCluster": "timeline.lanes.key_cluster",
}
"""What the filters and the drawing of a timeline say."""
FILLED_BY_SCRIPTS = (
    "all",
    "count",
    "date",
    "name",
    "number",
    "partner",
    "shown",
    "words",
    "citation",
)
"""The values that stay in braces, for a script to put in."""


def script_words(today: dt.date, words: Words) -> DataFile:
    """Build the file of all words of the scripts, as of *today*."""
    timeline: dict[str, object] = {
        **_said(TIMELINE, words),
        "today": words.say("timeline.today", date=day_text(today, words)),
        "months": [spoken_month(month, "{year}", words) for month in range(1, 13)],
        "monthsOnly": [spoken_month(month, None, words) for month in range(1, 13)],
    }
    said: dict[str, Mapping[str, object]] = {
        "search": _said(SEARCH, words),
        "frame": _said(FRAME, words),
        "ledger": _said(LEDGER, words),
        "citation": _said(CITATION, words),
        "take": _said(TAKE, words),
        "timeline": timeline,
    }
    text = json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True)
    return DataFile(SCRIPT_WORDS, f"globalThis.briefingWords = {text};\n")


def search_words(words: Words) -> dict[str, str]:
    """Return what the search box says; braces stay for its script to fill."""
    return _said(SEARCH, words)


def _said(keys: dict[str, str], words: Words) -> dict[str, str]:
    kept = {name: f"{{{name}}}" for name in FILLED_BY_SCRIPTS}
    return {name: words.say(key, **kept) for name, key in keys.items()}
