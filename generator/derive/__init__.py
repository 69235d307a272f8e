"""The archive to views: what each page will show, as pure functions."""
