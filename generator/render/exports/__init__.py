"""
The records for other tools: each in the form that the tool expects.

Whatever the pages show can be taken elsewhere from here; nothing has to be scraped.
"""

from generator.render.exports.files import databases, export_files

__all__ = ["databases", "export_files"]
