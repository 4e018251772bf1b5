"""Broken links, damaged files, killed ingests, full halls; `make torture` runs all of it."""
