// Reads a JSON list of markwhen texts, and writes what the parser finds in each.
import { readFileSync } from "node:fs";
import { parse } from "@markwhen/parser";

function* events(node) {
  if (Array.isArray(node.children)) for (const child of node.children) yield* events(child);
  else if (node.firstLine) yield node;
}

const found = JSON.parse(readFileSync(0, "utf-8")).map((text) =>
  Array.from(events(parse(text).events), (event) => ({
    date: event.firstLine.datePart,
    text: event.firstLine.restTrimmed,
    tags: event.tags.join(" "),
    from: event.dateRangeIso.fromDateTimeIso,
    more: event.supplemental.map((each) => each.raw).join(" "),
  })),
);
process.stdout.write(JSON.stringify(found));
