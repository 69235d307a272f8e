"""Disk to text, text to typed articles and registers; each value knows its place."""

from generator.load.articles import ArticleReader, read_article
from generator.load.disk import Disk, DiskReader, read_disk, tidy
from generator.load.formatting import formatted
from generator.load.registers import CODE, RegisterReader, read_registers
from generator.load.renaming import is_taken, kinds_of, renamed
from generator.load.snapshots import newest_before, read_snapshot

__all__ = [
    "CODE",
    "ArticleReader",
    "Disk",
    "DiskReader",
    "RegisterReader",
    "formatted",
    "is_taken",
    "kinds_of",
    "newest_before",
    "read_article",
    "read_disk",
    "read_registers",
    "read_snapshot",
    "renamed",
    "tidy",
]
