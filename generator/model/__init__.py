"""The floor: the nouns of the field, frozen; no disk, no MkDocs, no words."""
