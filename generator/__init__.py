"""
Turn annotated articles into a briefing site.

Data walks through four rooms, one way:

    content/*.md -> load -> check -> derive -> render -> Markdown pages

`model` is the floor they all stand on: it holds the nouns and imports no room.
Under it lie `diagnostics`, the one way to complain, and `words`, every word that
people see. `pipeline` is the corridor, `publish` seals what came out. `plugin`
(MkDocs) and `commands` (terminal) are the doors, and the only places that print
or exit.
"""
