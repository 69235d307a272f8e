"""Disk to text, text to typed articles and registers; each value knows its place."""

from generator.load.articles import read_article
from generator.load.disk import Disk, read_disk
from generator.load.registers import read_registers

__all__ = ["Disk", "read_article", "read_disk", "read_registers"]
